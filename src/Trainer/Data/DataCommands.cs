using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data;

/// <summary>
/// The commands <c>data list</c>, <c>data describe NAME</c> and <c>data check NAME</c>, each with or without
/// <c>--json</c>. Nothing here loads libtorch.
/// </summary>
public static class DataCommands
{
    private const string Usage = "usage: data list | describe NAME | check NAME [--json]";
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
        var listed = catalog.Names.Select(name => Listed(catalog, name)).ToArray();
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(listed, DataJson.Default.ListedDatasetArray));
            return;
        }

        foreach (var dataset in listed)
        {
            output.WriteLine($"{dataset.Name, -24} {dataset.Format, -12} {dataset.Folder}");
        }
    }

    private static ListedDataset Listed(DatasetCatalog catalog, string name)
    {
        var (folder, format) = catalog.Find(name);
        return new ListedDataset(name, folder, format);
    }

    private static void Describe(DatasetDescription dataset, TextWriter output, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(dataset, DomainJson.Default.DatasetDescription));
            return;
        }

        output.WriteLine($"{dataset.Name} in {dataset.Folder}");
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
        output.WriteLine($"training images per class: {string.Join(' ', found.Train.PerClass)}");
        output.WriteLine($"test images per class: {string.Join(' ', found.Test.PerClass)}");
        foreach (var warning in found.Warnings)
        {
            output.WriteLine($"warning: {warning}");
        }
    }
}
