using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Checkpoints;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Tests.Data;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Checkpoints;

/// <summary>A checkpoint of the tiny network, and ways to spoil it.</summary>
internal sealed class CheckpointFixture : IDisposable
{
    private readonly TempFolder _folder = new();

    public CheckpointFixture()
    {
        using var learner = NewLearner(seed: 1);
        using var image = CheckpointImage.Of(HeaderOf(epoch: 3), LearnerState.TensorsOf(learner));
        Reference = new CheckpointFolder(_folder.Path).Save(image);
        Content = File.ReadAllBytes(Reference.Path);
    }

    public CheckpointRef Reference { get; }

    public byte[] Content { get; }

    public string Json => Encoding.UTF8.GetString(Content, 8, (int)BinaryPrimitives.ReadUInt64LittleEndian(Content));

    public static Learner NewLearner(ulong seed, int width = 8) =>
        new(
            new GraphModule(TinyNetwork.Create(width: width), new() { Seed = seed }),
            new TrainingRecipe { Ema = true }
        );

    public static CheckpointHeader HeaderOf(int epoch) =>
        new()
        {
            Candidate = new("exp", 7),
            Progress = new(epoch, 1.5, 100, 2.5),
            Steps = 12,
            AverageUpdates = 13,
        };

    /// <summary>Puts other bytes in the place of the checkpoint, which is still recorded as it was.</summary>
    public CheckpointRef With(byte[] content)
    {
        File.WriteAllBytes(Reference.Path, content);
        return Reference;
    }

    /// <summary>A file with another header, hashed and recorded as if a trainer had written it.</summary>
    public CheckpointRef WithHeader(string json, ulong? claimedLength = null)
    {
        var header = Encoding.UTF8.GetBytes(json);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, claimedLength ?? (ulong)header.Length);
        var data = Content[(8 + Encoding.UTF8.GetByteCount(Json))..^32];
        byte[] body = [.. length, .. header, .. data];
        return Record([.. body, .. SHA256.HashData(body)]);
    }

    public void Dispose() => _folder.Dispose();

    private CheckpointRef Record(byte[] content)
    {
        File.WriteAllBytes(Reference.Path, content);
        return Reference with { Size = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)) };
    }
}
