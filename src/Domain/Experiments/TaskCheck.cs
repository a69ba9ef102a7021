using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>Whether the networks of a space answer what a data set asks: classes of images, or of pixels.</summary>
public static class TaskCheck
{
    private const string Code = "data.task";
    private const int MostNames = 3;

    /// <summary>Null where they do, and where the space has no networks of its own.</summary>
    public static Problem? Of(SearchSpace space, DatasetDescription dataset) =>
        space.Decoder is { } decoder && DecoderCatalog.Get(decoder).Task is var task && task != dataset.Task
            ? new(Code, "/data/dataset", 0, 0, Message(space, task, dataset))
            : null;

    private static string Message(SearchSpace space, LearningTask task, DatasetDescription dataset) =>
        $"'{dataset.Name}' is a data set for {Word(dataset.Task)}, and the space '{space.Name}' has networks for {Word(task)}; "
        + $"take a space for {Word(dataset.Task)}, such as {string.Join(", ", SpacesFor(dataset.Task))}, or another data set.";

    private static IEnumerable<string> SpacesFor(LearningTask task) =>
        SpaceCatalog
            .Names.Where(name => DecoderCatalog.Get(SpaceCatalog.Find(name)!.Decoder!).Task == task)
            .Take(MostNames);

    private static string Word(LearningTask task) =>
        task == LearningTask.Segmentation ? "segmentation" : "classification";
}
