using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Data.Decoded;
using NasCluster.Trainer.Data.Formats;

namespace NasCluster.Trainer.Data;

/// <summary>
/// The data sets of this machine, by name. They are looked for in the roots of NASCLUSTER_DATA, then where the system
/// keeps data sets, then in the shipped folder "data"; the first root that has the name counts. "fashion-mnist" falls back
/// to the shipped sample. Nothing is remembered between calls.
/// </summary>
public sealed class DatasetCatalog
{
    internal const string Full = "fashion-mnist";
    internal const string Sample = "fashion-mnist-sample";

    private readonly List<DatasetRoot> _roots;
    private readonly DatasetRoot? _shipped;

    internal DatasetCatalog(IEnumerable<string> roots, DatasetRoot? shipped)
    {
        _roots = [.. roots.Select(root => new DatasetRoot(Path.GetFullPath(root)))];
        _shipped = shipped;
        if (shipped is not null)
        {
            _roots.Add(shipped);
        }
    }

    /// <summary>Names that can be described, in ordinal order. Folders in no known format are left out.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var names = _roots.SelectMany(root => root.Names().Where(name => IsKnown(root, name))).ToHashSet();
            if (names.Contains(Sample))
            {
                names.Add(Full);
            }

            return [.. names.Order(StringComparer.Ordinal)];
        }
    }

    public static DatasetCatalog FromEnvironment()
    {
        var own = Environment.GetEnvironmentVariable(DatasetRoot.Variable) ?? "";
        var roots = own.Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        return new DatasetCatalog([.. roots, DatasetRoot.SystemPath], DatasetRoot.Shipped(AppContext.BaseDirectory));
    }

    /// <summary>Reads and checks all of a data set; takes about a second for 60 000 small images.</summary>
    /// <exception cref="DatasetException">The name is unknown, or the data set is missing or broken.</exception>
    public DatasetDescription Describe(string name) => Read(name).Description;

    /// <summary>One name per class of a data set that was described.</summary>
    /// <exception cref="DatasetException">It is no longer there.</exception>
    public IReadOnlyList<string> LabelsOf(DatasetDescription description) =>
        LabelNames.Of(Open(description.Name), description.Classes, description.Task);

    /// <summary>Reads a data set by the name in its description, wherever this machine keeps it.</summary>
    /// <exception cref="DatasetException">"dataset-changed": it is not the one that was described.</exception>
    public LoadedDataset Load(DatasetDescription description)
    {
        var (found, data) = ReadAgain(description.Name);
        return found.ContentHash == description.ContentHash
            ? data
            : throw DatasetFault.Changed(
                found.Folder,
                $"'{description.Name}' has hash {found.ContentHash}; expected {description.ContentHash} as when it was described in {description.Folder}"
            );
    }

    internal (DatasetDescription Description, LoadedDataset Data) Read(string name)
    {
        var folder = Open(name);
        var format = FormatOf(folder);
        var data = format.Read(folder);
        var description = new DatasetDescription
        {
            Name = name,
            Folder = folder.FullPath,
            Task = data.Train.Task,
            Channels = data.Train.Channels,
            Resolution = data.Train.Width,
            Classes = data.Train.Classes,
            TrainCount = data.Train.Count,
            TestCount = data.Test.Count,
            ContentHash = folder.ContentHash,
        };
        return (description, data with { Sources = folder.Stamps });
    }

    /// <summary>Whether the files of a data set are those it was read from, by their lengths and times of change.</summary>
    internal bool IsUnchanged(string name, SourceStamps stamps)
    {
        try
        {
            return Open(name).IsUnchanged(stamps);
        }
        catch (DatasetException)
        {
            return false;
        }
    }

    /// <summary>The folder of a data set, its format and its task, without reading it.</summary>
    /// <exception cref="DatasetException">The name is unknown or its files are of no known format.</exception>
    internal ListedDataset Find(string name)
    {
        var folder = Open(name);
        var format = FormatOf(folder);
        return new(name, folder.FullPath, format.Name, format.Task);
    }

    // It could be read when it was described: whatever is wrong now has come since.
    private (DatasetDescription, LoadedDataset) ReadAgain(string name)
    {
        try
        {
            return Read(name);
        }
        catch (DatasetException e) when (!e.Message.StartsWith(DatasetFault.ChangedCode, StringComparison.Ordinal))
        {
            throw DatasetFault.Changed(name, $"can no longer be read ({e.Message})", e);
        }
    }

    private static bool IsKnown(DatasetRoot root, string name)
    {
        try
        {
            return FormatCatalog.Find(new DatasetFolder(root.Path, name)) is not null;
        }
        catch (DatasetException)
        {
            return false;
        }
    }

    private static IDatasetFormat FormatOf(DatasetFolder folder) =>
        FormatCatalog.Find(folder)
        ?? throw DatasetFault.Missing(
            folder.FullPath,
            "has no files of a known format; expected the files of MNIST (IDX), CIFAR-10 or CIFAR-100 (binary), or folders train and test (of class folders, or each of images and masks)"
        );

    private DatasetFolder Open(string name)
    {
        if (!DatasetRoot.IsName(name))
        {
            throw DatasetFault.Path(
                $"'{name}'",
                "is no name of a data set; expected letters, digits, '.', '_' and '-', and not a path"
            );
        }

        if (RootOf(name) is { } root)
        {
            return new DatasetFolder(root.Path, name);
        }

        return name == Full && RootOf(Sample) is { } sample
            ? new DatasetFolder(sample.Path, Sample)
            : throw Unknown(name);
    }

    // The sample is always the one that was shipped, so that its results can be compared.
    private DatasetRoot? RootOf(string name) =>
        name == Sample && _shipped is not null ? _shipped : _roots.Find(root => root.Has(name));

    private DatasetException Unknown(string name)
    {
        var names = Names;
        var nearest = NearestName.Of(name, names);
        var hint = nearest is null ? "" : $"did you mean '{nearest}'? ";
        var available = names.Count == 0 ? "none" : string.Join(", ", names);
        var roots = string.Join(", ", _roots.Select(root => root.Path));
        return DatasetFault.Missing(
            $"'{name}'",
            $"is not here; {hint}expected one of: {available} (looked in {roots})"
        );
    }
}
