using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using TorchSharp;

namespace NasCluster.Trainer.Checkpoints;

/// <summary>A checkpoint whose hash, header and layout were found good.</summary>
/// <param name="Header">The header.</param>
/// <param name="Data">The bytes its tensors lie in.</param>
internal sealed record Checkpoint(CheckpointHeader Header, ReadOnlyMemory<byte> Data)
{
    private const int MostNamed = 20;

    /// <summary>A new tensor on the CPU.</summary>
    public torch.Tensor ToTensor(CheckpointTensor tensor)
    {
        var result = torch.empty([.. tensor.Shape], dtype: torch.float32, device: torch.CPU);
        Data.Span.Slice((int)tensor.Offset, (int)tensor.Length).CopyTo(result.bytes);
        return result;
    }

    /// <exception cref="CheckpointException"><c>ckpt.mismatch</c>: it belongs to another training.</exception>
    public void RequireRun(CandidateId candidate, int epoch, long steps)
    {
        if (Header.Candidate != candidate || Header.Progress.Epoch != epoch || Header.Steps != steps)
        {
            throw new CheckpointException(
                CheckpointException.Mismatch,
                $"The checkpoint is of {Header.Candidate} after epoch {Header.Progress.Epoch} and {Header.Steps} steps, "
                    + $"expected {candidate} after epoch {epoch} and {steps} steps."
            );
        }
    }

    /// <exception cref="CheckpointException"><c>ckpt.mismatch</c>: names or shapes differ.</exception>
    public void RequireSame(IReadOnlyDictionary<string, long[]> shapes)
    {
        var found = Header.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        var faults = shapes
            .Where(wanted => !found.TryGetValue(wanted.Key, out var shape) || !shape.SequenceEqual(wanted.Value))
            .Select(wanted => $"{wanted.Key} {Text(found, wanted.Key)} instead of [{string.Join(',', wanted.Value)}]")
            .Concat(found.Keys.Where(name => !shapes.ContainsKey(name)).Select(name => $"{name} is extra"))
            .ToList();
        if (faults.Count > 0)
        {
            throw new CheckpointException(
                CheckpointException.Mismatch,
                $"{faults.Count} tensors differ: {string.Join("; ", faults.Take(MostNamed))}."
            );
        }
    }

    private static string Text(Dictionary<string, ImmutableArray<long>> found, string name) =>
        found.TryGetValue(name, out var shape) ? $"is [{string.Join(',', shape)}]" : "is missing";
}
