using System.Diagnostics;
using System.IO.Pipes;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NasCluster.EndToEnd.Tests;

/// <summary>The example of a trainer in another language does what the protocol's page says.</summary>
public sealed class PythonTrainerTests : IDisposable
{
    private readonly Nas _nas = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-python-");

    private static string Example(string name) => Path.Combine(AppContext.BaseDirectory, "python-trainer", name);

    public void Dispose()
    {
        _nas.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Example_IsShorterThanSixtyLinesAndNeedsNothing()
    {
        var lines = File.ReadAllLines(Example("train.py"));
        Assert.InRange(lines.Length, 20, 59);
        Assert.Equal(
            "import hashlib, json, math, os, random, time",
            lines.Single(line => line.Contains("import ", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Run_TheExample_FindsAGoodCandidate()
    {
        var experiment = JsonNode.Parse(File.ReadAllText(Example("experiment.json")))!;
        experiment["trainer"]!["command"]![1] = Example("train.py");
        var run = await _nas.RunAsync("run", _nas.File("e.json", experiment.ToJsonString()), "--json");
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(12, run.Json.GetProperty("counts").GetProperty("completed").GetInt32());
        var accuracy = run.Json.GetProperty("winner").GetProperty("metrics").GetProperty("accuracy").GetDouble();
        Assert.InRange(accuracy, 0.9, 1);
    }

    [Fact]
    public async Task Resume_FromTheSecondEpoch_GivesTheSameThirdOne()
    {
        var whole = await TrainAsync("whole", epochs: 3, resume: null);
        var begun = await TrainAsync("begun", epochs: 2, resume: null);
        var rest = await TrainAsync("rest", epochs: 3, begun.Last(IsEpoch).GetProperty("checkpoint"));

        Assert.Equal([3], rest.Where(IsEpoch).Select(EpochOf));
        Assert.Equal(LossOf(whole.Last(IsEpoch)), LossOf(rest.Single(IsEpoch)));
        var checkpoint = rest.Single(IsEpoch).GetProperty("checkpoint");
        var bytes = File.ReadAllBytes(checkpoint.GetProperty("path").GetString()!);
        Assert.Equal(bytes.Length, checkpoint.GetProperty("size").GetInt32());
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)),
            checkpoint.GetProperty("sha256").GetString()
        );

        // A checkpoint of the last epoch leaves nothing to train; the result is there all the same.
        var done = await TrainAsync("done", epochs: 3, checkpoint);
        Assert.Equal("result", Assert.Single(done).GetProperty("type").GetString());
    }

    /// <summary>What the trainer says to one command, as a slot would give it.</summary>
    private async Task<List<JsonElement>> TrainAsync(string name, int epochs, JsonElement? resume)
    {
        using var commands = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        using var messages = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        var info = new ProcessStartInfo("python3", [Example("train.py")]);
        info.Environment["NASCLUSTER_COMMAND_FD"] = commands.GetClientHandleAsString();
        info.Environment["NASCLUSTER_MESSAGE_FD"] = messages.GetClientHandleAsString();
        info.Environment["NASCLUSTER_DEVICE"] = "cpu";
        using var trainer = Process.Start(info)!;
        commands.DisposeLocalCopyOfClientHandle();
        messages.DisposeLocalCopyOfClientHandle();
        var orders = new StreamWriter(commands) { AutoFlush = true };
        using var answers = new StreamReader(messages);

        Assert.Equal(1, (await ReadAsync(answers)).GetProperty("protocol").GetInt32());
        var command = new JsonObject
        {
            ["type"] = "train",
            ["nonce"] = name,
            ["architecture"] = new JsonObject { ["width"] = 8 },
            ["recipe"] = new JsonObject { ["learningRate"] = 0.1 },
            ["epochs"] = epochs,
            ["seed"] = 5,
            ["checkpointFolder"] = _folder.CreateSubdirectory(name).FullName,
            ["resume"] = resume is { } checkpoint ? JsonNode.Parse(checkpoint.GetRawText()) : null,
        };
        await orders.WriteLineAsync(command.ToJsonString());
        List<JsonElement> said = [];
        do
        {
            said.Add(await ReadAsync(answers));
            Assert.Equal(name, said[^1].GetProperty("nonce").GetString());
            if (IsEpoch(said[^1]))
            {
                await orders.WriteLineAsync("{\"type\":\"directive\",\"continue\":true}");
            }
        } while (IsEpoch(said[^1]));

        await orders.DisposeAsync();
        await trainer.WaitForExitAsync();
        Assert.Equal(0, trainer.ExitCode);
        return said;
    }

    private static async Task<JsonElement> ReadAsync(StreamReader answers) =>
        JsonDocument.Parse((await answers.ReadLineAsync())!).RootElement;

    private static bool IsEpoch(JsonElement message) => message.GetProperty("type").GetString() == "epoch";

    private static int EpochOf(JsonElement message) => message.GetProperty("report").GetProperty("epoch").GetInt32();

    private static double LossOf(JsonElement message) => message.GetProperty("report").GetProperty("loss").GetDouble();
}
