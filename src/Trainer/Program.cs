using NasCluster.Trainer.Data;
using NasCluster.Trainer.Doctor;
using NasCluster.Trainer.Exporting;
using NasCluster.Trainer.Golden;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Protocol;
using NasCluster.Trainer.Proxies;
using NasCluster.Trainer.Runtime;

namespace NasCluster.Trainer;

internal static class Program
{
    private const int UsageError = 2;

    private static int Main(string[] args)
    {
        switch (args)
        {
            case [] when ChildProcess.IsAsked:
                // Not by returning: libtorch's destructors are of no use to a process that ends.
                ProcessEnd.Now(ChildProcess.Run(Console.Error));
                return 0;
            case ["data", .. var rest]:
                return DataCommands.Run(rest, Console.Out, Console.Error);
            case ["zoo", .. var rest]:
                return ZooCommands.Run(rest, Console.Out, Console.Error);
            case ["latency", "measure", var request]:
                return LatencyCommand.Measure(request, Console.Out, Console.Error);
            case ["latency", "table", var request]:
                return LatencyCommand.Table(request, Console.Out, Console.Error);
            case ["latency", "layers", var request]:
                return LatencyCommand.Layers(request, Console.Out, Console.Error);
            case ["proxies", var request]:
                return ProxiesCommand.Run(request, Console.Out, Console.Error);
            case ["export", "network", var request]:
                return ExportCommand.Network(request, Console.Out, Console.Error);
            case ["export", "candidate", var request]:
                return ExportCommand.Candidate(request, Console.Out, Console.Error);
            case ["doctor", "--json"]:
                return DoctorCommand.Run(Console.Out);
            case ["doctor", "--profile"]:
                return ProfileCommand.Profile(Console.Out, Console.Error);
            case ["doctor", "--speed", var seconds]:
                return ProfileCommand.Speed(seconds, Console.In, Console.Out, Console.Error);
            default:
                Console.Error.WriteLine(
                    "usage: NasCluster.Trainer doctor --json|--profile|--speed SECONDS | data ... | zoo check FOLDER | export network|candidate REQUEST | latency measure|table|layers REQUEST | proxies REQUEST\n"
                        + "Without arguments it is a child of a slot, which names its descriptors in the environment."
                );
                return UsageError;
        }
    }
}
