using NasCluster.Client;

namespace NasCluster.Dashboard.Live;

/// <summary>Finds the number of an experiment's last event without reading all of them: events are numbered without gaps.</summary>
internal static class EventTail
{
    public static async Task<long> FindAsync(ExperimentHandle experiment, CancellationToken ct)
    {
        long there = 0;
        long beyond = 1;
        while (await IsAnyAfterAsync(experiment, beyond, ct))
        {
            (there, beyond) = (beyond, beyond * 4);
        }

        // There is an event after `there`, or there is none at all; there is none after `beyond`.
        while (there + 1 < beyond)
        {
            var middle = there + (beyond - there) / 2;
            (there, beyond) = await IsAnyAfterAsync(experiment, middle, ct) ? (middle, beyond) : (there, middle);
        }

        return beyond;
    }

    private static async Task<bool> IsAnyAfterAsync(ExperimentHandle experiment, long sequence, CancellationToken ct) =>
        !(await experiment.GetEventsAsync(sequence, 1, ct)).IsEmpty;
}
