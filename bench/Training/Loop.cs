using NasCluster.Domain.Architectures;

namespace NasCluster.Training;

/// <summary>Steps of one contender alone, to look at with a profiler.</summary>
internal static class Loop
{
    public static void Run(Arguments arguments)
    {
        var network = Networks.All.First(item => item.Name == arguments.Text("--only", "MBConv")).Network;
        using var contender = Of(arguments.Text("--who", "ready"), network, arguments.Number("--batch", 64));
        var (wall, busy) = contender.Run(arguments.Number("--steps", 60));
        Console.WriteLine(
            $"{contender.Name}: {Figures.Text(wall, "0.0")} ms a step, {Figures.Text(busy, "0.0")} ms of processor"
        );
    }

    private static IContender Of(string who, Network network, int batch) =>
        who switch
        {
            "trainer" => new TrainerLoop(network, batch),
            "ready" => new ReadyLoop(network, batch),
            "unfused" => new ReadyLoop(network, batch, fuse: false),
            "stock" => new StockLoop(network, batch),
            _ => throw new ArgumentException($"'{who}' is none of trainer, ready, unfused, stock."),
        };
}
