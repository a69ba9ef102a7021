using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Data.Shapes;

namespace NasCluster.Trainer.Data;

/// <summary>
/// The commands <c>data list</c>, <c>data describe NAME</c>, <c>data check NAME</c> and
/// <c>data make-shapes FOLDER TRAIN TEST SIDE SEED</c>, each with or without <c>--json</c>. Nothing here loads libtorch.
/// </summary>
public static class DataCommands
{
    private const string Usage =
        "usage: data list | describe NAME | check NAME | make-shapes FOLDER TRAIN TEST SIDE SEED [--json]";
    private const int Done = 0;
    private const int BadInput = 2;

    /// <param name="args">Arguments, with or without the leading "data".</param>
    /// <param name="output">Receives one document.</param>
    /// <param name="error">Receives one line where something is wrong.</param>
    /// <returns>0, or 2 for wrong usage and unknown or broken data sets.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error) =>
        Run(args, output, error, DatasetCatalog.FromEnvironment());

    internal static int Run(string[] args, TextWriter output, TextWriter error, DatasetCatalog catalog)
    {
        var json = args.Contains("--json");
        var words = args.Where(arg => arg != "--json").SkipWhile((arg, i) => i == 0 && arg == "data").ToArray();
        try
        {
            switch (words)
            {
                case ["list"]:
                    List(catalog, output, json);
                    return Done;
                case ["describe", var name]:
                    Describe(catalog.Describe(name), output, json);
                    return Done;
                case ["check", var name]:
                    var (description, data) = catalog.Read(name);
                    Check(CheckedDataset.Of(description, data), output, json);
                    return Done;
                case ["make-shapes", var folder, .. { Length: 4 } numbers]:
                    MakeShapes(ShapeSetOptions.Parse(folder, numbers), catalog, output, json);
                    return Done;
                default:
                    error.WriteLine(Usage);
                    return BadInput;
            }
        }
        catch (DatasetException e)
        {
            error.WriteLine(e.Message);
            return BadInput;
        }
    }

    private static void List(DatasetCatalog catalog, TextWriter output, bool json)
    {
        var listed = catalog.Names.Select(catalog.Find).ToArray();
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(listed, DataJson.Default.ListedDatasetArray));
            return;
        }

        foreach (var dataset in listed)
        {
            output.WriteLine($"{dataset.Name, -24} {WordOf(dataset.Task), -16} {dataset.Format, -20} {dataset.Folder}");
        }
    }

    private static void Describe(DatasetDescription dataset, TextWriter output, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(dataset, DomainJson.Default.DatasetDescription));
            return;
        }

        output.WriteLine($"{dataset.Name} for {WordOf(dataset.Task)} in {dataset.Folder}");
        output.WriteLine(
            $"{dataset.TrainCount} training and {dataset.TestCount} test images in {dataset.Classes} classes"
        );
        output.WriteLine(
            $"{dataset.Channels} x {dataset.Resolution} x {dataset.Resolution}, SHA-256 {dataset.ContentHash}"
        );
    }

    private static void Check(CheckedDataset found, TextWriter output, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(found, DataJson.Default.CheckedDataset));
            return;
        }

        Describe(found.Dataset, output, json);
        var counted = found.Dataset.Task == LearningTask.Segmentation ? "pixels" : "images";
        if (found.ClassNames.Length > 0)
        {
            output.WriteLine($"classes: {string.Join(' ', found.ClassNames)}");
        }

        output.WriteLine($"training {counted} per class: {string.Join(' ', found.Train.PerClass)}");
        output.WriteLine($"test {counted} per class: {string.Join(' ', found.Test.PerClass)}");
        foreach (var warning in found.Warnings)
        {
            output.WriteLine($"warning: {warning}");
        }
    }

    private static void MakeShapes(ShapeSetOptions options, DatasetCatalog catalog, TextWriter output, bool json)
    {
        ShapeSet.Write(options);
        var made = new DatasetCatalog([options.Root], shipped: null).Describe(options.Name);
        Describe(made, output, json);
        var isFound = catalog.Names.Contains(made.Name) && catalog.Find(made.Name).Folder == made.Folder;
        if (!json && !isFound)
        {
            output.WriteLine($"to use it as '{made.Name}': export {DatasetRoot.Variable}={options.Root}");
        }
    }

    private static string WordOf(LearningTask task) =>
        task == LearningTask.Segmentation ? "segmentation" : "classification";
}
