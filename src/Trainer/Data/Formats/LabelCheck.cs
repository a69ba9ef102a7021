using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>Labels out of range are found here and not by a device, where they end the process.</summary>
internal static class LabelCheck
{
    /// <exception cref="DatasetException">A label is not below the number of classes.</exception>
    public static void InRange(string place, ReadOnlySpan<int> labels, int classes)
    {
        var wrong = labels.IndexOfAnyExceptInRange(0, classes - 1);
        if (wrong >= 0)
        {
            throw DatasetFault.Label(place, $"label {wrong} is {labels[wrong]}; expected 0 to {classes - 1}");
        }
    }

    /// <summary>There must be something to tell apart.</summary>
    /// <exception cref="DatasetException">All labels are the same.</exception>
    public static void SeveralClasses(string place, ReadOnlySpan<int> labels)
    {
        if (labels.Length > 0 && labels.IndexOfAnyExcept(labels[0]) < 0)
        {
            throw DatasetFault.Label(place, $"all labels are {labels[0]}; expected at least 2 classes");
        }
    }

    /// <summary>The number of classes where only the labels tell it: every number from 0 on must be used.</summary>
    /// <exception cref="DatasetException">A number is left out, as with labels from 1 on or one that means "unknown".</exception>
    public static int CountClasses(string place, ReadOnlySpan<int> labels)
    {
        var counts = new int[256];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        var classes = counts.AsSpan().LastIndexOfAnyExcept(0) + 1;
        var unused = counts.AsSpan(0, classes).IndexOf(0);
        return unused < 0
            ? classes
            : throw DatasetFault.Label(
                place,
                $"label {classes - 1} is used and {unused} is not; expected every label from 0 to the number of classes less one"
            );
    }
}
