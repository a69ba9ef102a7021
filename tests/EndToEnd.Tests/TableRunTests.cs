namespace NasCluster.EndToEnd.Tests;

/// <summary>`nas run` where a table takes the place of training.</summary>
public sealed class TableRunTests : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Run_Table_GivesItsNumbersWithinItsLimits()
    {
        var run = await _nas.RunAsync("run", Write(Rows()), "--json");

        Assert.True(run.Code == 0, run.Messages);
        var winner = run.Json.GetProperty("winner").GetProperty("metrics");
        Assert.Equal(0.66, winner.GetProperty("accuracy").GetDouble(), 9);
        Assert.Equal(8, winner.GetProperty("costs").GetProperty("energyMj").GetDouble());
        Assert.Equal(9, run.Json.GetProperty("counts").GetProperty("completed").GetInt32());
        // Accuracy and energy rise together, so that every candidate is on their front.
        Assert.Equal(9, run.Json.GetProperty("pareto").GetArrayLength());
        Assert.Equal("energyMj", run.Json.GetProperty("objectives")[1].GetProperty("metric").GetString());
        Assert.Contains(
            "Pareto front: accuracy, energyMj",
            (await _nas.RunAsync("show", "table-1")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ParetoAndPredict_OtherLimits_AreAnsweredWithoutTraining()
    {
        var run = await _nas.RunAsync("run", Write(Rows(), candidates: 5), "--json");
        Assert.True(run.Code == 0, run.Messages);

        var front = (await _nas.RunAsync("pareto", "table-1", "--constraint", "energyMj<=4", "--json")).Json;
        Assert.All(
            front.EnumerateArray(),
            one =>
                Assert.InRange(
                    one.GetProperty("metrics").GetProperty("costs").GetProperty("energyMj").GetDouble(),
                    0,
                    4
                )
        );
        var found = await _nas.RunAsync("predict", "table-1", "-c", "energyMj<=4", "-n", "3", "--json");
        Assert.True(found.Code == 0, found.Messages);
        Assert.All(
            found.Json.EnumerateArray(),
            one =>
                Assert.InRange(
                    one.GetProperty("configuration").GetProperty("architecture").GetProperty("width").GetDouble(),
                    0,
                    4
                )
        );
        var file = _nas.File("c.json", """[{ "architecture": { "width": 3 }, "recipe": {} }]""");
        var expected = (await _nas.RunAsync("predict", "table-1", file, "--json")).Json;
        Assert.InRange(expected[0].GetProperty("accuracy").GetDouble(), 0.4, 0.8);
        var outside = _nas.File("o.json", """{ "architecture": { "width": 77 }, "recipe": {} }""");
        Assert.Equal(2, (await _nas.RunAsync("predict", "table-1", outside)).Code);
        var wrong = await _nas.RunAsync("pareto", "table-1", "--constraint", "energyMj=4");
        Assert.Equal(2, wrong.Code);
        Assert.Contains("METRIC<=NUMBER", wrong.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("median")]
    [InlineData("halving")]
    public async Task Run_EarlyStop_PrunesTheWorseAndKeepsTheBest(string rule)
    {
        _nas.File(
            "t.csv",
            "width,acc,early\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{50 + i},{20 + i}\n"))
        );
        var file = _nas.File(
            "stop.json",
            $$"""
            {
              "version": 1, "name": "stop", "seed": 1,
              "space": { "dimensions": [{ "name": "width", "type": "integer", "min": 0, "max": 39 }] },
              "trainer": {
                "table": "t.csv", "accuracy": "acc", "accuracyScale": 0.01, "epochs": 3,
                "fidelities": [{ "epochs": 1, "accuracy": "early" }]
              },
              "strategy": "random",
              "budget": { "candidates": 40 },
              "earlyStop": { "rule": "{{rule}}" },
              "ranking": "accuracy"
            }
            """
        );

        var run = await _nas.RunAsync("run", file, "--slots", "1", "--json");

        Assert.True(run.Code == 0, run.Messages);
        var counts = run.Json.GetProperty("counts");
        Assert.Equal(0, counts.GetProperty("failed").GetInt32());
        Assert.InRange(counts.GetProperty("pruned").GetInt32(), 10, 35);
        Assert.Equal(
            0.89,
            run.Json.GetProperty("winner").GetProperty("metrics").GetProperty("accuracy").GetDouble(),
            9
        );
    }

    [Fact]
    public async Task Run_EarlyStopByRank_ShortensLaterCandidatesAndTrainsTheBestInFull()
    {
        // After one epoch the order is reversed, after two it is the last one's.
        _nas.File(
            "t.csv",
            "width,acc,one,two\n"
                + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{50 + i},{60 - i},{20 + i}\n"))
        );
        var file = _nas.File(
            "rank.json",
            """
            {
              "version": 1, "name": "rank", "seed": 1,
              "space": { "dimensions": [{ "name": "width", "type": "integer", "min": 0, "max": 39 }] },
              "trainer": {
                "table": "t.csv", "accuracy": "acc", "accuracyScale": 0.01, "epochs": 3,
                "fidelities": [{ "epochs": 1, "accuracy": "one" }, { "epochs": 2, "accuracy": "two" }]
              },
              "strategy": "joint-nas",
              "budget": { "candidates": 20 },
              "earlyStop": { "rule": "rank", "correlation": 0.92 },
              "ranking": "accuracy"
            }
            """
        );

        var runs = new List<string>();
        foreach (var slots in (string[])["1", "2"])
        {
            var run = await _nas.RunAsync("run", file, "--slots", slots, "--json");
            Assert.True(run.Code == 0, run.Messages);
            var stop = run.Json.GetProperty("stopEpoch");
            Assert.Equal(
                (2, 3, 6),
                (
                    stop.GetProperty("epoch").GetInt32(),
                    stop.GetProperty("epochs").GetInt32(),
                    stop.GetProperty("candidates").GetInt32()
                )
            );
            var id = run.Json.GetProperty("experiment").GetString()!;
            Assert.Equal(3, run.Json.GetProperty("winner").GetProperty("epochs").GetInt32());
            var all = (await _nas.RunAsync("candidates", id, "--json")).Json.EnumerateArray().ToList();
            Assert.Equal([3, 2], all.Take(20).Select(one => one.GetProperty("epochs").GetInt32()).Distinct());
            runs.Add(string.Join(' ', all.Select(one => one.GetProperty("architecture").ToString())));
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.Contains(
            "early stop after epoch 2 of 3",
            (await _nas.RunAsync("show", "rank-1")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Run_BrokenTable_TellsEveryLineAndEndsWithTwo()
    {
        var run = await _nas.RunAsync("run", Write(Rows().Replace("0,50,", "0,x,").Replace("5,60,", "5,900,")));

        Assert.Equal(2, run.Code);
        Assert.Contains("Line 2", run.Messages, StringComparison.Ordinal);
        Assert.Contains("Line 7", run.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Messages, StringComparison.Ordinal);
    }

    private static string Rows() =>
        "width,acc,mj\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{50 + (2 * i)},{i}\n"));

    private string Write(string table, int candidates = 20)
    {
        _nas.File("t.csv", table);
        return _nas.File(
            "e.json",
            $$"""
            {
              "version": 1, "name": "table", "seed": 1,
              "space": { "dimensions": [{ "name": "width", "type": "integer", "min": 0, "max": 19 }] },
              "trainer": { "table": "t.csv", "accuracy": "acc", "accuracyScale": 0.01, "costs": { "energyMj": "mj" } },
              "constraints": { "limits": [{ "metric": "energyMj", "max": 8.5 }] },
              "objectives": [{ "metric": "accuracy", "goal": "maximize" }, { "metric": "energyMj", "goal": "minimize" }],
              "strategy": "random",
              "budget": { "candidates": {{candidates}} },
              "ranking": "accuracy"
            }
            """
        );
    }
}
