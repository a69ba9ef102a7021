using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Domain.Scheduling;
using NasCluster.Silo;
using NasCluster.Silo.Layouts;

namespace NasCluster.Cli.Commands;

/// <summary>How candidates are trained on this machine.</summary>
internal sealed class WorkerOptions
{
    private readonly Option<int> _slots = new("--slots")
    {
        Description =
            "Candidates trained at once; if not given, as 'nas doctor --tune' found, else one per core or CUDA device.",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<int> _threads = new("--threads")
    {
        Description = "Threads of each slot; 0 shares the cores out.",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<string> _device = new("--device")
    {
        Description =
            "cpu, cuda:N, several with commas, or auto: all NVIDIA devices, else cpu. NAME=cpu gives it a name for 'placement'.",
        DefaultValueFactory = _ => "cpu",
    };

    private readonly Option<double> _checkpoints = new("--checkpoint-gb")
    {
        Description =
            "Gigabytes that checkpoints may take; beyond it those of the least accurate candidates are deleted. 0: no limit.",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<double> _logs = new("--log-gb")
    {
        Description = "Gigabytes that logs of attempts may take; beyond it the oldest are deleted. 0: no limit.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<double> _memory = new("--memory-gb")
    {
        Description =
            "Gigabytes of each device that its slots may take together: candidates start while they fit. 0: no limit.",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<bool> _pin = new("--pin")
    {
        Description = "Give each slot processors of its own, as many as it has threads.",
    };

    public void AddTo(Command command)
    {
        command.Add(_memory);
        command.Add(_pin);
        command.Add(_checkpoints);
        command.Add(_logs);
        command.Add(_slots);
        command.Add(_threads);
        command.Add(_device);
    }

    /// <summary>Whether any was named on the command line.</summary>
    public bool AnyGiven(ParseResult parsed) =>
        new Option[] { _slots, _threads, _device }.Any(option => parsed.GetResult(option) is { Implicit: false });

    /// <summary>The devices of the slots.</summary>
    public SlotDevice[] Devices(ParseResult parsed)
    {
        var named = parsed.GetRequiredValue(_device);
        return new SiloOptions { Device = named == "auto" ? Found() : named }.Devices;
    }

    /// <exception cref="CommandException">The number of slots is out of range.</exception>
    public void Apply(ParseResult parsed, SiloOptions options)
    {
        var given = parsed.GetResult(_slots) is { Implicit: false };
        var slots = parsed.GetRequiredValue(_slots);
        if (given && slots < 1)
        {
            throw new CommandException(ExitCode.BadInput, $"--slots is {slots}: allowed is 1 to 256.");
        }

        options.CheckpointBudget = Bytes(parsed, _checkpoints);
        options.LogBudget = Bytes(parsed, _logs);
        options.MemoryBudget = Bytes(parsed, _memory);
        options.PinProcessors = parsed.GetValue(_pin);
        options.Device = parsed.GetRequiredValue(_device) is var device && device == "auto" ? Found() : device;
        options.Threads = parsed.GetRequiredValue(_threads);
        var onProcessors = options.Devices is [{ Kind: SlotDevice.Cpu }];
        options.Slots =
            given ? slots
            : onProcessors ? Environment.ProcessorCount
            : options.Devices.Length;
        if (!given && onProcessors && parsed.GetResult(_threads) is not { Implicit: false })
        {
            Tune(options);
        }
    }

    /// <summary>Takes the layout that was measured on this machine, where one was.</summary>
    private static void Tune(SiloOptions options)
    {
        var cores = Environment.ProcessorCount;
        if (TunedLayout.Find(options.DataFolder, Environment.MachineName, cores) is { } layout)
        {
            (options.Slots, options.Threads) = (layout.Slots, layout.Threads);
        }
    }

    private static long Bytes(ParseResult parsed, Option<double> option)
    {
        var gigabytes = parsed.GetRequiredValue(option);
        return gigabytes is >= 0 and <= 1e6
            ? (long)(gigabytes * 1e9)
            : throw new CommandException(
                ExitCode.BadInput,
                $"{option.Name} is {gigabytes.ToString(CultureInfo.InvariantCulture)}: allowed is 0 (no limit) to 1000000."
            );
    }

    /// <summary>The driver makes a device file per GPU; libtorch numbers them alike.</summary>
    private static string Found()
    {
        var count = Enumerable.Range(0, 64).TakeWhile(index => File.Exists($"/dev/nvidia{index}")).Count();
        return count == 0 ? "cpu" : string.Join(',', Enumerable.Range(0, count).Select(index => $"cuda:{index}"));
    }
}
