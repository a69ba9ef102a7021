using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Tests.Data;

internal static class Faults
{
    /// <summary>The fault has the code, names the place and is one line.</summary>
    public static void AssertFault(string code, string place, Action action)
    {
        var message = Assert.Throws<DatasetException>(action).Message;
        Assert.StartsWith(code + ": ", message, StringComparison.Ordinal);
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    public static void AssertFault(string code, string place, TempFolder root, string name) =>
        AssertFault(code, place, () => Catalog(root).Describe(name));

    public static LoadedDataset Load(TempFolder root, string name)
    {
        var catalog = Catalog(root);
        return catalog.Load(catalog.Describe(name));
    }

    public static DatasetCatalog Catalog(TempFolder root) => new([root.Path], shipped: null);
}
