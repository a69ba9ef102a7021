using NasCluster.Domain.Architectures;

namespace NasCluster.Training;

/// <summary>Step times of all contenders on every case, in turns: what slows the machine down for a while hits all alike.</summary>
internal sealed class Steps(Arguments arguments)
{
    private const int WarmUp = 2;

    // Meanwhile code is still compiled, on a thread of its own.
    private const int UntimedRounds = 1;

    private readonly int _rounds = arguments.Number("--rounds", 7);
    private readonly int _threads = arguments.Number("--threads", 1);
    private readonly string _script = arguments.Text("--peer", Path.Combine("bench", "peers", "torch_training.py"));

    public void Run()
    {
        Console.WriteLine($"threads {_threads}, {_rounds} rounds in turns; medians of the rounds' ratios");
        Figures.Head(
            "network, batch",
            "trainer, ms a step",
            "over PyTorch as it comes",
            "over PyTorch, the faster layout",
            "over stock TorchSharp",
            "over a ready tensor",
            "images/s over in memory",
            "processor time: over PyTorch as it comes",
            "the faster layout",
            "stock TorchSharp",
            "a ready tensor"
        );
        var only = arguments.Text("--only", "MBConv,Ghost,Fused").Split(',');
        foreach (var (name, network) in Networks.All.Where(item => only.Contains(item.Name)))
        {
            foreach (var batch in arguments.Numbers("--batch", "64,256"))
            {
                Row($"{name}, {batch}", network, batch);
            }
        }
    }

    private void Row(string name, Network network, int batch)
    {
        List<IContender> contenders =
        [
            new TrainerLoop(network, batch),
            new ReadyLoop(network, batch),
            new StockLoop(network, batch),
        ];
        if (PyTorchLoop.IsInstalled)
        {
            contenders.Add(new PyTorchLoop(_script, network, batch, _threads, channelsLast: false));
            contenders.Add(new PyTorchLoop(_script, network, batch, _threads, channelsLast: true));
        }

        var times = Time(contenders, steps: Math.Max(4, 1024 / batch));
        contenders.ForEach(contender => contender.Dispose());
        var peers = times.Where((_, i) => i >= 3).ToList();
        var fastest = peers.OrderBy(peer => Figures.Median(peer.Select(time => time.Busy))).FirstOrDefault();
        List<Timed>?[] others = [peers.FirstOrDefault(), fastest, times[2], times[1]];
        Figures.Row([
            name,
            Figures.Text(Figures.Median(times[0].Select(time => time.Wall)), "0.0"),
            .. others.Select(other => Ratio(times[0], other, time => time.Wall)),
            Ratio(times[1], times[0], time => time.Wall),
            .. others.Select(other => Ratio(times[0], other, time => time.Busy)),
        ]);
    }

    private List<List<Timed>> Time(List<IContender> contenders, int steps)
    {
        var times = contenders.ConvertAll(_ => new List<Timed>());
        for (var round = 0; round < UntimedRounds + _rounds; round++)
        {
            for (var i = 0; i < contenders.Count; i++)
            {
                var turn = (i + round) % contenders.Count;
                // Whoever ran before left caches and heap in another state.
                contenders[turn].Run(WarmUp);
                var time = contenders[turn].Run(steps);
                if (round >= UntimedRounds)
                {
                    times[turn].Add(time);
                }
            }
        }

        return times;
    }

    private static string Ratio(List<Timed> times, List<Timed>? of, Func<Timed, double> number) =>
        of is null ? "-" : Figures.Text(Figures.Median(times.Zip(of, (a, b) => number(a) / number(b))));
}
