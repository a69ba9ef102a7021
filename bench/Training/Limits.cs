using System.Diagnostics;
using TorchSharp;

namespace NasCluster.Training;

/// <summary>What a step would take if it ran at the speed of a large matrix product and of a large copy, beside what it takes.</summary>
internal static class Limits
{
    private const int Side = 1024;
    private const int Copied = 1 << 25;
    private const int Runs = 9;

    public static void Run(Arguments arguments)
    {
        var (gemm, copy) = (Gemm(), Copy());
        Console.WriteLine(
            $"{arguments.Number("--threads", 1)} threads: {Figures.Text(gemm / 1e9, "0.0")} GFLOP/s in a product of {Side} x {Side}, {Figures.Text(copy / 1e9, "0.0")} GB/s read and written in a copy"
        );
        Figures.Head(
            "network, batch",
            "GFLOP",
            "MB moved",
            "ms of products",
            "ms of memory",
            "ms measured",
            "longer limit / measured"
        );
        foreach (var (name, network) in Networks.All)
        {
            foreach (var batch in arguments.Numbers("--batch", "64,256"))
            {
                using var loop = new ReadyLoop(network, batch);
                var measured = Figures.Median(
                    Enumerable.Range(0, Runs).Select(_ => loop.Run(Math.Max(1, 256 / batch)).Wall)
                );
                var work = StepWork.Of(network);
                var (flops, bytes) = (work.Operations * (double)batch, work.Bytes * (double)batch);
                var (products, memory) = (1000 * flops / gemm, 1000 * bytes / copy);
                Figures.Row(
                    $"{name}, {batch}",
                    Figures.Text(flops / 1e9, "0.00"),
                    Figures.Text(bytes / 1e6, "0"),
                    Figures.Text(products, "0.0"),
                    Figures.Text(memory, "0.0"),
                    Figures.Text(measured, "0.0"),
                    Figures.Text(Math.Max(products, memory) / measured, "0.00")
                );
            }
        }
    }

    private static double Gemm()
    {
        using var scope = torch.NewDisposeScope();
        var (a, b) = (torch.rand(Side, Side), torch.rand(Side, Side));
        return 2.0 * Side * Side * Side / Fastest(() => torch.mm(a, b).Dispose());
    }

    private static double Copy()
    {
        using var scope = torch.NewDisposeScope();
        var (from, to) = (torch.rand(Copied), torch.rand(Copied));
        return 2.0 * sizeof(float) * Copied / Fastest(() => to.copy_(from));
    }

    private static double Fastest(Action work)
    {
        work();
        return Enumerable
            .Range(0, Runs)
            .Min(_ =>
            {
                var start = Stopwatch.GetTimestamp();
                work();
                return Stopwatch.GetElapsedTime(start).TotalSeconds;
            });
    }
}
