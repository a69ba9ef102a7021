using NasCluster.Domain.Candidates;
using NasCluster.Trainer.Checkpoints;
using NasCluster.Trainer.Tests.Data;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Checkpoints;

[Collection(TorchTests.Name)]
public sealed class CheckpointTests : IDisposable
{
    private const int Places = 50;
    private readonly CheckpointFixture _fixture = new();

    [Fact]
    public void Read_WholeFile_GivesBackAllOfTheLearner()
    {
        using var written = CheckpointFixture.NewLearner(seed: 1);
        using var target = CheckpointFixture.NewLearner(seed: 2);
        LearnerState.Restore(target, CheckpointReader.Read(_fixture.Reference));
        Assert.All(
            LearnerState.TensorsOf(written).Zip(LearnerState.TensorsOf(target)),
            pair => Assert.True(Tensors.Same(pair.First.Value, pair.Second.Value), pair.First.Name)
        );
        Assert.Equal(12, target.Optimizer.Steps);
        Assert.Equal(13, target.Average!.Updates);
    }

    [Fact]
    public void Wait_WeightsChangedWhileItIsWritten_HoldsWhatTheyWere()
    {
        using var folder = new TempFolder();
        using var learner = CheckpointFixture.NewLearner(seed: 1);
        var image = CheckpointImage.Of(CheckpointFixture.HeaderOf(epoch: 3), LearnerState.TensorsOf(learner));
        using var cleared = learner.Module.Tensors.Flat.zero_();
        using var pending = new PendingCheckpoint(new(folder.Path), image);
        Assert.Equal(_fixture.Content, File.ReadAllBytes(pending.Wait().Path));
    }

    [Fact]
    public void Read_ZeroBytes_IsCorrupt() => Refused(CheckpointException.Corrupt, _fixture.With([]));

    [Fact]
    public void Read_MissingFile_IsCorrupt()
    {
        File.Delete(_fixture.Reference.Path);
        Refused(CheckpointException.Corrupt, _fixture.Reference);
    }

    [Fact]
    public void Read_TruncatedAnywhere_IsCorrupt()
    {
        for (var i = 0; i < Places; i++)
        {
            var length = (int)((long)_fixture.Content.Length * i / Places);
            Refused(CheckpointException.Corrupt, _fixture.With(_fixture.Content[..length]));
        }
    }

    [Fact]
    public void Read_TrailingBytes_IsCorrupt() =>
        Refused(CheckpointException.Corrupt, _fixture.With([.. _fixture.Content, 0]));

    [Fact]
    public void Read_OneFlippedBitAnywhere_FailsTheHash()
    {
        var random = new Random(1);
        for (var i = 0; i < Places; i++)
        {
            var content = (byte[])_fixture.Content.Clone();
            content[(long)content.Length * i / Places] ^= (byte)(1 << random.Next(8));
            Refused(CheckpointException.Hash, _fixture.With(content));
        }
    }

    /// <summary>Row B14: bytes changed, cut out, doubled, swapped, zeroed; none of 100 is taken.</summary>
    [Fact]
    public void Read_HundredRandomMutations_AreAllRefused()
    {
        var random = new Random(20);
        for (var i = 0; i < 100; i++)
        {
            var mutated = Mutated(_fixture.Content, random, i % 5);
            Assert.NotEqual(_fixture.Content, mutated);
            var error = Assert.Throws<CheckpointException>(() => CheckpointReader.Read(_fixture.With(mutated)));
            Assert.True(error.Code is CheckpointException.Corrupt or CheckpointException.Hash, error.Message);
        }
    }

    [Theory]
    [InlineData(1UL << 63)]
    [InlineData(ulong.MaxValue)]
    [InlineData((1UL << 20) + 1)]
    [InlineData(1_000_000UL)]
    [InlineData(0UL)]
    [InlineData(10UL)]
    public void Read_WrongHeaderLength_IsAHeaderFault(ulong length) =>
        Refused(CheckpointException.Header, _fixture.WithHeader(_fixture.Json, length));

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public void Read_HeaderOfSomethingElse_IsAHeaderFault(string json) =>
        Refused(CheckpointException.Header, _fixture.WithHeader(json));

    [Fact]
    public void Read_OtherFormatName_IsAHeaderFault() =>
        Refused(CheckpointException.Header, _fixture.WithHeader(Replaced("nascluster-checkpoint", "other")));

    [Fact]
    public void Read_NewerVersion_IsAVersionFault() =>
        Refused(CheckpointException.Version, _fixture.WithHeader(Replaced("\"version\":1", "\"version\":2")));

    [Theory]
    [InlineData("\"F32\"", "\"F64\"")]
    [InlineData("\"offset\":0", "\"offset\":4")]
    [InlineData("\"offset\":0", "\"offset\":-4")]
    [InlineData("\"network/stem.conv.weight\"", "\"average\"")]
    [InlineData("[8,1,3,3]", "[8,1,3,4]")]
    [InlineData("[8,1,3,3]", "[4294967296,4294967296,3,3]")]
    [InlineData("[8,1,3,3]", "[-8,-1,3,3]")]
    [InlineData("[8,1,3,3]", "[8,1,3,3,1,1,1,1,1]")]
    public void Read_TensorsThatDoNotFit_AreALayoutFault(string old, string replacement) =>
        Refused(CheckpointException.Layout, _fixture.WithHeader(Replaced(old, replacement)));

    [Fact]
    public void Restore_OtherArchitecture_NamesTheDifferencesAndTouchesNothing()
    {
        using var other = CheckpointFixture.NewLearner(seed: 2, width: 16);
        var before = other.Module.Tensors.Flat.clone();
        var error = Assert.Throws<CheckpointException>(() =>
            LearnerState.Restore(other, CheckpointReader.Read(_fixture.Reference))
        );
        Assert.Equal(CheckpointException.Mismatch, error.Code);
        Assert.Contains(
            "network/stem.conv.weight is [8,1,3,3] instead of [16,1,3,3]",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.True(Tensors.Same(before, other.Module.Tensors.Flat));
        Assert.Equal(0, other.Optimizer.Steps);
    }

    [Theory]
    [InlineData(8, 3, 12)]
    [InlineData(7, 2, 12)]
    [InlineData(7, 3, 11)]
    public void RequireRun_AnotherRun_IsAMismatch(int candidate, int epoch, long steps)
    {
        var checkpoint = CheckpointReader.Read(_fixture.Reference);
        checkpoint.RequireRun(new("exp", 7), 3, 12);
        var error = Assert.Throws<CheckpointException>(() =>
            checkpoint.RequireRun(new("exp", candidate), epoch, steps)
        );
        Assert.Equal(CheckpointException.Mismatch, error.Code);
    }

    public void Dispose() => _fixture.Dispose();

    private static byte[] Mutated(byte[] content, Random random, int kind)
    {
        var at = random.Next(content.Length - 64);
        var length = 1 + random.Next(63);
        var result = (byte[])content.Clone();
        switch (kind)
        {
            case 0:
                random.NextBytes(result.AsSpan(at, length));
                return result;
            case 1:
                return [.. content[..at], .. content[(at + length)..]];
            case 2:
                return [.. content[..(at + length)], .. content[at..]];
            case 3:
                (result[0], result[^1]) = ((byte)~result[0], (byte)~result[^1]);
                (result[at], result[^(at + 1)]) = ((byte)(result[^(at + 1)] + 1), result[at]);
                return result;
            default:
                result[at] ^= 1;
                result.AsSpan(at + 1, length - 1).Clear();
                return result;
        }
    }

    private string Replaced(string old, string replacement)
    {
        var at = _fixture.Json.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, old);
        return _fixture.Json.Remove(at, old.Length).Insert(at, replacement);
    }

    private static void Refused(string code, CheckpointRef reference)
    {
        var error = Assert.Throws<CheckpointException>(() => CheckpointReader.Read(reference));
        Assert.Equal(code, error.Code);
        Assert.StartsWith($"{code}: ", error.Message, StringComparison.Ordinal);
    }
}
