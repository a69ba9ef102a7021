using System.Text.Json;
using System.Text.Json.Nodes;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Tests.Shared;
using NasCluster.Domain.Training;

namespace NasCluster.Domain.Tests;

public sealed class DomainJsonTests
{
    [Fact]
    public void Experiment_RoundTrip_IsTheSame()
    {
        var experiment = Build.Experiment(Build.SmallSpace, "joint-nas", 24, final: new(2, 6));
        var text = JsonSerializer.Serialize(experiment, DomainJson.Default.Experiment);
        var back = JsonSerializer.Deserialize(text, DomainJson.Default.Experiment)!;
        Assert.Equal(text, JsonSerializer.Serialize(back, DomainJson.Default.Experiment));
        Assert.Contains("\"state\":\"running\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainerMessage_UnknownTypeOrMember_IsRefused()
    {
        Assert.Throws<JsonException>(() => Read("""{"type":"nonsense"}"""));
        Assert.Throws<JsonException>(() =>
            Read("""{"type":"hello","protocol":1,"trainer":"t","device":"cpu","threads":1,"x":1}""")
        );
        Assert.Throws<JsonException>(() => Read("""{"type":"hello","protocol":1}"""));
        Assert.IsType<HelloMessage>(Read("""{"type":"hello","protocol":1,"trainer":"t","device":"cpu","threads":1}"""));
    }

    [Fact]
    public void CandidateView_Json_HasTheShapeThatOutsideChecksRead()
    {
        var experiment = Build.Experiment(Build.SmallSpace, "random", 1);
        var candidate = Build.Candidate(1, 0.5) with { Configuration = Build.SmallSpace.Reference() };
        var view = Assert.Single(new ExperimentReport(experiment, [candidate]).Candidates);
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(view, DomainJson.Default.CandidateView));
        var root = json.RootElement;
        Assert.Equal("test-1:1", root.GetProperty("id").GetString());
        Assert.Equal("completed", root.GetProperty("state").GetString());
        Assert.Equal(28, root.GetProperty("architecture").GetProperty("resolution").GetInt32() + 4);
        Assert.True(root.GetProperty("recipe").TryGetProperty("optimizer", out _));
        foreach (var name in (string[])["accuracy", "loss", "stepTimeMs", "latencyMs", "macs", "params", "reward"])
        {
            Assert.Equal(JsonValueKind.Number, root.GetProperty("metrics").GetProperty(name).ValueKind);
        }
    }

    [Theory]
    [InlineData("a-1:7", true)]
    [InlineData("a:b:7", true)]
    [InlineData("a-1:0", false)]
    [InlineData("a-1:-1", false)]
    [InlineData("a-1", false)]
    [InlineData(":7", false)]
    public void CandidateId_Text_ParsesOrNot(string text, bool expected) =>
        Assert.Equal(expected, CandidateId.TryParse(text, out _));

    private static TrainerMessage? Read(string text) =>
        JsonSerializer.Deserialize(text, DomainJson.Default.TrainerMessage);

    [Fact]
    public void Spec_StoredBeforeObjectivesAndLimits_IsReadWithoutThem()
    {
        var spec = Build.Experiment(Build.TableSpace, "random", 3).Spec;
        var stored = JsonNode.Parse(JsonSerializer.Serialize(spec, DomainJson.Default.ExperimentSpec))!;
        Assert.True(stored["ranking"]!.AsObject().Remove("objectives"));
        Assert.True(stored["constraints"]!.AsObject().Remove("limits"));

        var read = JsonSerializer.Deserialize(stored.ToJsonString(), DomainJson.Default.ExperimentSpec)!;

        Assert.Equal(4, ParetoFront.ObjectivesOf(read.Ranking).Length);
        Assert.Empty(read.Constraints.All);
    }
}
