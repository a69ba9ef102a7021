using System.Globalization;
using System.Text;
using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Data;

/// <summary>Names of the classes, where the data set says them.</summary>
internal static class LabelNames
{
    // In this order: written by a user, CIFAR-10's, CIFAR-100's.
    private static readonly string[] Lists = ["classes.txt", "batches.meta.txt", "fine_label_names.txt"];
    private const string Train = "train";

    /// <summary>One name per class; numbers where there is no list of as many names and no folder per class.</summary>
    /// <exception cref="Domain.Experiments.DatasetException">A list cannot be read.</exception>
    public static IReadOnlyList<string> Of(DatasetFolder folder, int classes, LearningTask task)
    {
        var entries = folder.Entries();
        return Lists
                .Where(entries.Contains)
                .Select(list => LinesOf(folder, list))
                .Append(task == LearningTask.Classification ? FoldersOf(folder, entries) : [])
                .FirstOrDefault(names => names.Count == classes)
            ?? [.. Enumerable.Range(0, classes).Select(label => label.ToString(CultureInfo.InvariantCulture))];
    }

    private static List<string> LinesOf(DatasetFolder folder, string list) =>
        [
            .. Encoding
                .UTF8.GetString(folder.Peek(list))
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];

    private static List<string> FoldersOf(DatasetFolder folder, IReadOnlyList<string> entries) =>
        entries.Contains(Train) && folder.IsFolder(Train)
            ? [.. folder.Entries(Train).Where(entry => folder.IsFolder($"{Train}/{entry}"))]
            : [];
}
