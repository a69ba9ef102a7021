using NasCluster.Domain.Candidates;
using NasCluster.Domain.Training;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Tests;

/// <summary>A real child in Python.</summary>
public sealed class TrainerChildTests : IAsyncDisposable
{
    /// <summary>At every command it prints to both streams, then answers; at last, a line that does not end.</summary>
    private const string Program = """
        import os, sys
        commands = os.fdopen(int(os.environ["NASCLUSTER_COMMAND_FD"]), "r")
        messages = os.fdopen(int(os.environ["NASCLUSTER_MESSAGE_FD"]), "w")
        for number, command in enumerate(commands):
            print("ä" * 5000)
            print("out", number, flush=True)
            print("err", number, end="", file=sys.stderr, flush=True)
            messages.write('{"type":"hello","protocol":1,"trainer":"printer","device":"cpu","threads":1}\n')
            messages.flush()
        """;
    private readonly string _folder = Directory.CreateTempSubdirectory("nas-child-").FullName;
    private TrainerChild? _child;

    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>An attempt's end is told by a message; what was printed before it is neither lost nor the next attempt's.</summary>
    [Fact]
    public async Task Receive_AfterPrinting_FindsItInTheLogOfTheAttempt()
    {
        var command = TrainerCommandLine.Foreign(["python3", "-c", Program]);
        _child = TrainerChild.Start(command, new("cpu", 1, []), Path.Combine(_folder, "slot.log"));
        for (var number = 0; number < 100; number++)
        {
            var path = Path.Combine(_folder, $"{number}.log");
            _child.LogTo(path);
            _child.Send(new DirectiveCommand("any", Continue: true));
            Assert.IsType<HelloMessage>(await _child.ReceiveAsync(CancellationToken.None));
            var lines = await File.ReadAllLinesAsync(path);
            Assert.Equal([new('ä', 4096), new('ä', 904), $"out {number}"], lines);
        }

        // A line that was begun ends with its attempt.
        Assert.Equal("err 98", (await File.ReadAllLinesAsync(Path.Combine(_folder, "98.log")))[^1]);
    }
}
