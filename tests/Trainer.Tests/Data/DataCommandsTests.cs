using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Tests.Data;

public sealed class DataCommandsTests : IDisposable
{
    private readonly TempFolder _root = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public DataCommandsTests() => IdxBytes.WriteDataset(_root, "digits");

    public void Dispose()
    {
        _root.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Run_ListJson_IsAnArray()
    {
        Assert.Equal(0, Run("data", "list", "--json"));

        var dataset = Assert.Single(Json().EnumerateArray());
        Assert.Equal("digits", dataset.GetProperty("name").GetString());
        Assert.Equal("idx", dataset.GetProperty("format").GetString());
        Assert.EndsWith("digits", dataset.GetProperty("folder").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_DescribeJson_IsTheDomainsDescription()
    {
        Assert.Equal(0, Run("describe", "digits", "--json"));

        var description = JsonSerializer.Deserialize(_output.ToString(), DomainJson.Default.DatasetDescription);
        Assert.Equal(Faults.Catalog(_root).Describe("digits"), description);
    }

    [Fact]
    public void Run_CheckJson_CountsClassesAndDuplicates()
    {
        _root.Write($"digits/{IdxBytes.TestImages}.gz", IdxBytes.Gzip(IdxBytes.Images(2, 3, first: 9)));

        Assert.Equal(0, Run("data", "check", "--json", "digits"));

        var found = Json();
        Assert.Equal("digits", found.GetProperty("dataset").GetProperty("name").GetString());
        Assert.Equal([1, 1, 2], Numbers(found.GetProperty("train").GetProperty("perClass")));
        Assert.Equal([1, 1, 0], Numbers(found.GetProperty("test").GetProperty("perClass")));
        Assert.Equal(2, found.GetProperty("duplicates").GetInt32());
        Assert.Equal(
            ["2 of 2 test images are also training images", "1 of 3 classes have no image in test"],
            found.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString())
        );
    }

    [Fact]
    public void Run_CheckWithoutJson_SaysTheSameInLines()
    {
        Assert.Equal(0, Run("data", "check", "digits"));

        Assert.Contains("4 training and 2 test images in 3 classes", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("training images per class: 1 1 2", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("describe", "nothing", "data.missing")]
    [InlineData("check", "../digits", "data.path")]
    [InlineData("dance", "digits", "usage")]
    [InlineData("list", "digits", "usage")]
    public void Run_WrongInput_IsOneLineOfErrorAndTwo(string verb, string name, string start)
    {
        Assert.Equal(2, Run("data", verb, name, "--json"));

        Assert.StartsWith(start, _error.ToString(), StringComparison.Ordinal);
        Assert.Single(_error.ToString().TrimEnd().Split('\n'));
        Assert.Empty(_output.ToString());
    }

    private static IEnumerable<int> Numbers(JsonElement array) =>
        array.EnumerateArray().Select(item => item.GetInt32());

    private int Run(params string[] args) => DataCommands.Run(args, _output, _error, Faults.Catalog(_root));

    private JsonElement Json() => JsonDocument.Parse(_output.ToString()).RootElement;
}
