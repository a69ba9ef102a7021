using System.Globalization;
using NasCluster.Dashboard.Components.Parts;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Dashboard.Notices;

/// <summary>What is worth a notice between two looks.</summary>
internal static class NoticeRules
{
    /// <param name="before">The last look; null for an experiment that was not there.</param>
    /// <param name="now">This look.</param>
    /// <param name="at">Time of it.</param>
    public static IEnumerable<Notice> Of(Sighting? before, ExperimentOverview now, DateTimeOffset at)
    {
        var (id, seen) = (now.Result.Experiment, Sighting.Of(now));
        if (seen.Best is { } best && best > (before?.Best ?? double.NegativeInfinity))
        {
            yield return new(
                string.Create(CultureInfo.InvariantCulture, $"{id}/best/{best:R}"),
                NoticeKind.NewBest,
                id,
                $"{id}: new best accuracy {Quantity.Percent(best)}",
                Links.Experiment(id),
                at
            );
        }

        if (seen.State != before?.State && seen.State is ExperimentState.Completed or ExperimentState.Failed)
        {
            var failed = seen.State == ExperimentState.Failed;
            yield return new(
                $"{id}/{(failed ? "failed" : "finished")}",
                failed ? NoticeKind.Failed : NoticeKind.Finished,
                id,
                failed
                    ? $"{id} failed: {now.Result.Reason}"
                    : $"{id} is finished: {now.Result.Counts.Completed} candidates trained",
                Links.Experiment(id),
                at
            );
        }
    }

    public static Notice Lost(WorkerStatus worker, DateTimeOffset at) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{worker.Name}/lost/{worker.At.ToUnixTimeMilliseconds()}"),
            NoticeKind.WorkerLost,
            worker.Name,
            $"Worker {worker.Name} is not heard of any more",
            "/workers",
            at
        );
}
