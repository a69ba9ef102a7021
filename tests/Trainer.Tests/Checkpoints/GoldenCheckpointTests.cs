using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasCluster.Domain;
using NasCluster.Domain.Candidates;
using NasCluster.Trainer.Checkpoints;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Checkpoints;

/// <summary>
/// Row H5: checkpoints that earlier versions of this program wrote (tests/golden/checkpoints, one for each version of the
/// format) are read to the bit, or refused by their version.
/// </summary>
/// <remarks>NASCLUSTER_WRITE_GOLDEN=1 writes one of a new version; those that are there are never written over.</remarks>
[Collection(TorchTests.Name)]
public sealed class GoldenCheckpointTests : IDisposable
{
    private readonly CheckpointFixture _fixture = new();

    private const string Progress = "progress";

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, CheckpointHeader.CurrentVersion)];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Read_FileOfAVersion_IsReadToTheBit(int version)
    {
        var path = Path.Combine(Folder(), $"v{version}.ckpt");
        var facts = Path.ChangeExtension(path, ".json");
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("NASCLUSTER_WRITE_GOLDEN") == "1")
        {
            File.WriteAllBytes(path, _fixture.Content);
            File.WriteAllText(facts, JsonSerializer.Serialize(FactsOf(_fixture.Reference)));
        }

        var reference = new CheckpointRef(
            CheckpointFixture.HeaderOf(epoch: 3).Progress.Epoch,
            path,
            new FileInfo(path).Length,
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))
        );
        var stored = JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(facts))!;
        Assert.True(stored.Count > 10);
        var read = FactsOf(reference);
        Assert.Equal(stored.Keys, read.Keys);
        Assert.All(stored.Where(fact => fact.Key != Progress), fact => Assert.Equal(fact.Value, read[fact.Key]));
        // A later version may know more of the progress than the file tells.
        var told = JsonNode.Parse(read[Progress])!;
        Assert.All(
            JsonNode.Parse(stored[Progress])!.AsObject(),
            member => Assert.True(JsonNode.DeepEquals(member.Value, told[member.Key]), member.Key)
        );
        using var learner = CheckpointFixture.NewLearner(seed: 2);
        var checkpoint = CheckpointReader.Read(reference);
        checkpoint.RequireRun(new("exp", 7), 3, 12);
        LearnerState.Restore(learner, checkpoint);
        Assert.All(
            LearnerState.TensorsOf(learner),
            tensor => Assert.Equal(stored[$"tensor {tensor.Name}"], Hash(tensor.Value.bytes))
        );
    }

    /// <summary>What a later version may have in its header is not known: the version is looked at before.</summary>
    [Theory]
    [InlineData("""{"format":"nascluster-checkpoint","version":2,"candidate":"exp/7","blocks":[{"offset":0}]}""")]
    [InlineData("""{"format":"nascluster-checkpoint","version":0}""")]
    [InlineData("""{"format":"nascluster-checkpoint","version":"2.1","tensors":{}}""")]
    public void Read_FileOfAnUnknownVersion_IsRefusedByItsVersion(string header)
    {
        var error = Assert.Throws<CheckpointException>(() => CheckpointReader.Read(_fixture.WithHeader(header)));
        Assert.Equal(CheckpointException.Version, error.Code);
        Assert.Contains($"expected {CheckpointHeader.CurrentVersion}", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _fixture.Dispose();

    /// <summary>All that a checkpoint says, as names and hashes.</summary>
    private static SortedDictionary<string, string> FactsOf(CheckpointRef reference)
    {
        var checkpoint = CheckpointReader.Read(reference);
        var header = checkpoint.Header;
        var facts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["candidate"] = header.Candidate.ToString(),
            [Progress] = JsonSerializer.Serialize(header.Progress),
            ["steps"] = $"{header.Steps}",
            ["averageUpdates"] = $"{header.AverageUpdates}",
        };
        foreach (var tensor in header.Tensors)
        {
            using var value = checkpoint.ToTensor(tensor);
            facts[$"tensor {tensor.Name}"] = Hash(value.bytes);
        }

        return facts;
    }

    private static string Hash(Span<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Folder()
    {
        for (var current = new DirectoryInfo(AppContext.BaseDirectory); current is not null; current = current.Parent)
        {
            if (File.Exists(Path.Combine(current.FullName, "global.json")))
            {
                return Path.Combine(current.FullName, "tests", "golden", "checkpoints");
            }
        }

        throw new DirectoryNotFoundException("The repository was not found above the tests.");
    }
}
