using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Costs;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Measuring;

/// <summary>Roughly what training a network takes: enough to refuse what cannot fit before it is tried.</summary>
internal readonly record struct MemoryEstimate(double Bytes)
{
    public static MemoryEstimate Of(NetworkCost cost, int batchSize) => new(TrainingMemory.Of(cost, batchSize));

    /// <param name="limitBytes">Null: no limit.</param>
    /// <exception cref="CandidateFailedException">It is above the limit.</exception>
    public void Require(long? limitBytes)
    {
        if (Bytes > limitBytes)
        {
            throw new CandidateFailedException(
                FailureKind.OutOfMemory,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Training takes about {Bytes / Megabyte:0} MB, the limit is {limitBytes / Megabyte:0} MB."
                )
            );
        }
    }

    private const double Megabyte = 1 << 20;
}
