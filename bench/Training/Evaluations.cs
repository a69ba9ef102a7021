using System.Diagnostics;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Training;

/// <summary>Evaluation of one image at several batch sizes, with fused normalisation and without, in turns.</summary>
internal static class Evaluations
{
    public static void Run(Arguments arguments)
    {
        var sizes = arguments.Numbers("--batch", "16,32,64,128,256");
        var rounds = arguments.Number("--rounds", 5);
        Figures.Head(["network", .. sizes.Select(size => $"{size}: ms an image"), "unfused, 256"]);
        foreach (var (name, network) in Networks.All)
        {
            using var fused = ModuleOf(network, fuse: true);
            using var plain = ModuleOf(network, fuse: false);
            List<(GraphModule Module, int Batch)> cases = [.. sizes.Select(size => (fused, size)), (plain, 256)];
            var times = cases.ConvertAll(_ => new List<double>());
            for (var round = 0; round <= rounds; round++)
            {
                for (var i = 0; i < cases.Count; i++)
                {
                    var time = Time(cases[i].Module, cases[i].Batch);
                    if (round > 0)
                    {
                        times[i].Add(time);
                    }
                }
            }

            Figures.Row([name, .. times.Select(list => Figures.Text(Figures.Median(list)))]);
        }
    }

    private static GraphModule ModuleOf(Network network, bool fuse)
    {
        var module = new GraphModule(network, new() { Seed = 1, Fuse = fuse });
        module.eval();
        return module;
    }

    private static double Time(GraphModule module, int batch)
    {
        const int Images = 1024;
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var (images, _) = Made.Batch(batch);
        var start = Stopwatch.GetTimestamp();
        for (var done = 0; done < Images; done += batch)
        {
            module.forward(images).Dispose();
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / Images;
    }
}
