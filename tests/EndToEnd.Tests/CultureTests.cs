using System.Text.Json.Nodes;

namespace NasCluster.EndToEnd.Tests;

/// <summary>Row G4: language and time zone of the machine change nothing in results.</summary>
public sealed class CultureTests : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Theory]
    [InlineData("LC_ALL", "tr_TR.UTF-8")]
    [InlineData("LC_ALL", "de_DE.UTF-8")]
    [InlineData("TZ", "Asia/Kathmandu")]
    public async Task Run_OtherCultureOrZone_GivesTheSameCandidates(string variable, string value)
    {
        var file = _nas.File("e.json", Specs.Fake("culture", "\"fine\", \"diverge\"", candidates: 6));
        var plain = await CandidatesAsync("culture-1", file, ("LC_ALL", "C"));
        var other = await CandidatesAsync("culture-2", file, (variable, value));

        Assert.Equal(6, plain.Count);
        Assert.Equal(plain, other);
    }

    /// <summary>All of a candidate but its experiment's number and times.</summary>
    private async Task<List<string>> CandidatesAsync(string id, string file, (string, string) variable)
    {
        await using var running = _nas.Start(["run", file, "--json"], variable);
        var run = await running.EndAsync();
        Assert.True(run.Code == 0, run.Messages);
        await using var asking = _nas.Start(["candidates", id, "--json"], variable);
        var text = (await asking.EndAsync()).Text;
        return
        [
            .. JsonNode
                .Parse(text)!
                .AsArray()
                .Select(candidate =>
                    $"{candidate!["state"]} {candidate["architecture"]} {candidate["failure"]} "
                    + $"{candidate["metrics"]?["accuracy"]} {candidate["metrics"]?["loss"]}"
                ),
        ];
    }
}
