using System.Diagnostics;

namespace NasCluster.Supernet;

/// <summary>Steps taken in turns, so that what slows the machine down for a while hits all alike.</summary>
internal sealed class Turns(int rounds)
{
    private const int WarmUps = 2;
    private readonly List<(string Name, Action Step)> _steps = [];
    private readonly Dictionary<string, List<double>> _times = [];

    public void Add(string name, Action step) => _steps.Add((name, step));

    public void Run()
    {
        for (var round = -WarmUps; round < rounds; round++)
        {
            foreach (var (name, step) in _steps)
            {
                var start = Stopwatch.GetTimestamp();
                step();
                if (round >= 0)
                {
                    (_times.TryGetValue(name, out var times) ? times : _times[name] = []).Add(
                        Stopwatch.GetElapsedTime(start).TotalMilliseconds
                    );
                }
            }
        }
    }

    /// <summary>The fastest run: a shared machine only ever adds.</summary>
    public double Ms(string name) => _times[name].Min();

    /// <summary>Median over the rounds.</summary>
    public double MedianMs(string name) => Median(_times[name]);

    /// <summary>Median over the rounds of the ratio of two steps of one round.</summary>
    public double Ratio(string name, string of) => Median([.. _times[name].Zip(_times[of], (a, b) => a / b)]);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
