using NasCluster.Domain.Candidates;

namespace NasCluster.Storage;

/// <summary>Keeps NaN and infinity out of the store: one of them makes every later ranking wrong without an error.</summary>
internal static class FiniteNumbers
{
    public static void Require(EpochReport report)
    {
        Require(report.Loss, nameof(report.Loss), nameof(report));
        Require(report.ValidationLoss, nameof(report.ValidationLoss), nameof(report));
        Require(report.Accuracy, nameof(report.Accuracy), nameof(report));
        Require(report.StepTimeMs, nameof(report.StepTimeMs), nameof(report));
        Require(report.ImagesPerSecond, nameof(report.ImagesPerSecond), nameof(report));
        Require(report.Seconds, nameof(report.Seconds), nameof(report));
        if (report.Supernet is { } supernet)
        {
            Require(supernet.Temperature, nameof(supernet.Temperature), nameof(report));
            Require(supernet.Loss, nameof(supernet.Loss), nameof(report));
            Require(supernet.Entropy, nameof(supernet.Entropy), nameof(report));
            Require(supernet.Cost, nameof(supernet.Cost), nameof(report));
            Require(supernet.Theta.Sum(row => row.Sum(value => (double)value)), nameof(supernet.Theta), nameof(report));
        }
    }

    public static void Require(Settlement settlement)
    {
        Require(settlement.Latency?.MedianMs, nameof(settlement.Latency), nameof(settlement));
        Require(settlement.Latency?.P95Ms, nameof(settlement.Latency), nameof(settlement));
        if (settlement.Last is { } last)
        {
            Require(last.Report);
        }

        if (settlement.Metrics is not { } metrics)
        {
            return;
        }

        Require(metrics.Accuracy, nameof(metrics.Accuracy), nameof(settlement));
        Require(metrics.Loss, nameof(metrics.Loss), nameof(settlement));
        Require(metrics.TestAccuracy, nameof(metrics.TestAccuracy), nameof(settlement));
        Require(metrics.StepTimeMs, nameof(metrics.StepTimeMs), nameof(settlement));
        Require(metrics.StepTimeNormalized, nameof(metrics.StepTimeNormalized), nameof(settlement));
        Require(metrics.LatencyMs, nameof(metrics.LatencyMs), nameof(settlement));
        Require(metrics.LatencyP95Ms, nameof(metrics.LatencyP95Ms), nameof(settlement));
        Require(metrics.LatencySpread, nameof(metrics.LatencySpread), nameof(settlement));
        Require(metrics.StepTimeSpread, nameof(metrics.StepTimeSpread), nameof(settlement));
        Require(metrics.Reward, nameof(metrics.Reward), nameof(settlement));
        Require(metrics.ImagesPerSecond, nameof(metrics.ImagesPerSecond), nameof(settlement));
        Require(metrics.TrainSeconds, nameof(metrics.TrainSeconds), nameof(settlement));
    }

    public static void Require(Proposal proposal) =>
        Require(proposal.PredictedAccuracy, nameof(proposal.PredictedAccuracy), nameof(proposal));

    private static void Require(double? value, string field, string parameter)
    {
        if (value is { } number && !double.IsFinite(number))
        {
            throw new ArgumentException($"{field} is not a finite number.", parameter);
        }
    }
}
