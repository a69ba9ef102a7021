using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Costs;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Measuring;

/// <summary>Roughly what training a network takes: enough to refuse what cannot fit before it is tried.</summary>
internal readonly record struct MemoryEstimate(double Bytes)
{
    // Weight, gradient and two moments of the optimizer; every activation and its gradient.
    private const double CopiesOfParameters = 4;
    private const double CopiesOfActivations = 2;

    public static MemoryEstimate Of(NetworkCost cost, int batchSize) =>
        new(
            sizeof(float)
                * (
                    CopiesOfParameters * cost.Params
                    + cost.BufferElements
                    + CopiesOfActivations * batchSize * cost.ActivationElements
                )
        );

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
