using System.Diagnostics;
using System.Globalization;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Layouts;

/// <summary>Measures a layout with as many trainer programs side by side as it has slots.</summary>
public static class LayoutProbe
{
    private const int SecondsOfARun = 4;

    /// <summary>Measures layouts in turns, so that what slows the machine down for a while hits all alike.</summary>
    /// <param name="options">Where the trainer is.</param>
    /// <param name="layouts">What to measure.</param>
    /// <param name="rounds">Of which the medians count.</param>
    /// <param name="ct">Kills the programs.</param>
    /// <exception cref="InvalidOperationException">A trainer does not train.</exception>
    public static async Task<IReadOnlyList<MeasuredLayout>> MeasureAsync(
        SiloOptions options,
        IReadOnlyList<SlotLayout> layouts,
        int rounds,
        CancellationToken ct
    )
    {
        var speeds = layouts.Select(_ => new List<double>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < layouts.Count; i++)
            {
                speeds[i].Add(await MeasureAsync(options, layouts[i], ct));
            }
        }

        return
        [
            .. layouts.Select(
                (layout, i) => new MeasuredLayout(layout.Slots, layout.Threads, speeds[i].Order().ElementAt(rounds / 2))
            ),
        ];
    }

    private static async Task<double> MeasureAsync(SiloOptions options, SlotLayout layout, CancellationToken ct)
    {
        var children = Enumerable.Range(0, layout.Slots).Select(_ => Start(options, layout.Threads)).ToList();
        try
        {
            await Task.WhenAll(children.Select(child => LineAsync(child, ct)));
            foreach (var child in children)
            {
                await child.StandardInput.WriteLineAsync("go");
                await child.StandardInput.FlushAsync(ct);
            }

            var lines = await Task.WhenAll(children.Select(child => LineAsync(child, ct)));
            return lines.Sum(line => double.Parse(line, CultureInfo.InvariantCulture));
        }
        finally
        {
            foreach (var child in children)
            {
                End(child);
            }
        }
    }

    private static Process Start(SiloOptions options, int threads)
    {
        var seconds = SecondsOfARun.ToString(CultureInfo.InvariantCulture);
        var command = TrainerCommandLine.BuiltIn(
            TrainerLocation.Find(options.TrainerPath),
            ["doctor", "--speed", seconds]
        );
        var info = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        TrainerEnvironment.Fill(info.Environment, "cpu", threads);
        return ChildProcesses.Start(info);
    }

    private static async Task<string> LineAsync(Process child, CancellationToken ct) =>
        await child.StandardOutput.ReadLineAsync(ct)
        ?? throw new InvalidOperationException("The trainer ended; 'nas doctor' says whether it can train.");

    private static void End(Process child)
    {
        child.Kill(entireProcessTree: true);
        child.Dispose();
    }
}
