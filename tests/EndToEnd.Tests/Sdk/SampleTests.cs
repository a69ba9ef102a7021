namespace NasCluster.EndToEnd.Tests.Sdk;

/// <summary>Every sample against a live silo.</summary>
public sealed class SampleTests(ServedNas served) : IClassFixture<ServedNas>
{
    [Theory]
    [InlineData("submit", "winner submitted-")]
    [InlineData("follow", "ended after")]
    [InlineData("custom-space", "narrow: ", "winner custom-space-1:")]
    [InlineData("custom-trainer", "best: degree")]
    [InlineData("pareto", "mJ", "worth training under that limit: depth=")]
    [InlineData("tables", "40 rows")]
    public async Task Sample_LiveStore_SaysWhatItFound(string name, params string[] expected)
    {
        var (code, output, errors) = await Sample.RunAsync(name, "--store", served.Store);

        Assert.True(code == 0, output + errors);
        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sample_AskTell_NeedsNoCluster()
    {
        var (code, output, errors) = await Sample.RunAsync("ask-tell");

        Assert.True(code == 0, output + errors);
        Assert.Contains("40 evaluated; best 0.9", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_NobodyThere_EndsWithSixAndOneLine()
    {
        var (code, _, errors) = await Sample.RunAsync("submit", "--store", Path.GetTempPath());

        Assert.Equal(6, code);
        Assert.Single(errors.Trim().Split('\n'));
    }
}
