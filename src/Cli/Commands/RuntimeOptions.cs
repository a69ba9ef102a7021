using System.CommandLine;
using NasCluster.Cli.Output;

namespace NasCluster.Cli.Commands;

/// <summary>Where and how inference is timed.</summary>
internal sealed class RuntimeOptions
{
    private const int MostThreads = 1024;

    private readonly Option<string> _device = new("--device")
    {
        Description = "torch-cpu, torch-cuda:N or onnxruntime-cpu.",
        DefaultValueFactory = _ => "torch-cpu",
    };

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Threads of the runtime on a CPU.",
        DefaultValueFactory = _ => 1,
    };

    public void AddTo(Command command)
    {
        command.Add(_device);
        command.Add(_threads);
    }

    public (string Device, int Threads) Read(ParseResult parsed)
    {
        var threads = parsed.GetValue(_threads);
        return threads is >= 1 and <= MostThreads
            ? (parsed.GetRequiredValue(_device), threads)
            : throw new CommandException(ExitCode.BadInput, $"--threads is {threads}: allowed is 1 to {MostThreads}.");
    }
}
