using System.Globalization;
using NasCluster.Domain.Supernets;

namespace NasCluster.Supernet;

/// <summary>The tables.</summary>
internal static class Report
{
    private static readonly int[] Options = [1, 2, 4, 8, 12];

    public static void DMasking(int rounds)
    {
        var turns = new Turns(rounds);
        var plain = Enumerable
            .Range(1, 12)
            .Select(i => (Name: Cases.Plain(i), Step: Cases.Find(Cases.Plain(i))()))
            .ToList();
        var masked = Options.Select(n => (Options: n, Step: (SupernetStep)Cases.Find(Cases.Masked(n))())).ToList();
        plain.ForEach(item => turns.Add(item.Name, item.Step.Step));
        foreach (var (options, step) in masked)
        {
            turns.Add(Cases.Masked(options), () => Take(step, ofTheta: false));
            turns.Add($"{Cases.Masked(options)}/theta", () => Take(step, ofTheta: true));
        }

        turns.Run();
        var widest = Cases.Plain(12);
        var memory = PeakMemory.OfChild(widest);
        Line(
            $"dmasking, fbnet-v2-l-small, 28x28, batch {Cases.Batch}, 1 thread; the widest network alone: {turns.MedianMs(widest):F1} ms a step, {memory:F0} MB"
        );
        Line(
            "| channel options | step / widest | theta's step / widest | peak memory / widest | sum of branches: step / widest |"
        );
        Line("|---|---|---|---|---|");
        foreach (var n in Options)
        {
            var naive = Enumerable.Range(13 - n, n).Sum(i => turns.Ratio(Cases.Plain(i), widest));
            Line(
                $"| {n} | {turns.Ratio(Cases.Masked(n), widest):F3} | {turns.Ratio($"{Cases.Masked(n)}/theta", widest):F3} | {PeakMemory.OfChild(Cases.Masked(n)) / memory:F3} | {naive:F2} |"
            );
        }

        plain.ForEach(item => item.Step.Dispose());
        masked.ForEach(item => item.Step.Dispose());
    }

    public static void Dnas(int rounds)
    {
        var turns = new Turns(rounds);
        using var full = (SupernetStep)Cases.Find(Cases.Layers(SupernetMode.Full))();
        using var sampled = (SupernetStep)Cases.Find(Cases.Layers(SupernetMode.Sampled))();
        using var branches = new Branches(Cases.LayersNet(SupernetMode.Full));
        turns.Add("branches", branches.Step);
        turns.Add("full", () => Take(full, ofTheta: false));
        turns.Add("full/theta", () => Take(full, ofTheta: true));
        turns.Add("sampled", () => Take(sampled, ofTheta: false));
        turns.Add("sampled/theta", () => Take(sampled, ofTheta: true));
        turns.Run();
        Line(
            $"dnas, fbnet-v1-small, 28x28, batch {Cases.Batch}, 1 thread; sum of the branches' own steps: {turns.MedianMs("branches"):F0} ms"
        );
        Line("| mode | step / sum of branches | theta's step / sum of branches | peak memory |");
        Line("|---|---|---|---|");
        foreach (var mode in (SupernetMode[])[SupernetMode.Full, SupernetMode.Sampled])
        {
            var name = mode == SupernetMode.Full ? "full" : "sampled";
            Line(
                $"| {name} | {turns.Ratio(name, "branches"):F3} | {turns.Ratio($"{name}/theta", "branches"):F3} | {PeakMemory.OfChild(Cases.Layers(mode)):F0} MB |"
            );
        }
    }

    private static void Take(SupernetStep step, bool ofTheta)
    {
        step.OfTheta = ofTheta;
        step.Step();
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Line(string text) => Console.WriteLine(text);
}
