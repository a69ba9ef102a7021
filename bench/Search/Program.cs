using System.Globalization;
using NasCluster.Bench.Search;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

// Search quality and speed on published tables:
// Search FOLDER [SEEDS] [--only MODE,…] [--strategies NAME[:OPTION=NUMBER,…] …] [--tables NAME,…] [--json]
//        [--workers W] [--dataset NAME] [--minutes M]
// The folder holds macro.csv, nmt.csv and fbnet_lut.csv, and a README.md that lists what other methods reach.
string[] all = ["regret", "constrained", "pareto", "speeds", "predictor", "same", "whole"];
string[] modes = [.. all, "training"];
var only = Value("--only")?.Split(',') ?? all;
if (args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal))
{
    return Refuse(
        "usage: Search FOLDER [SEEDS] [--only MODE,...] [--strategies NAME ...] [--tables NAME,...] [--json]"
    );
}

if (only.Except(modes).ToList() is { Count: > 0 } unknown)
{
    return Refuse($"--only: '{string.Join(',', unknown)}' is none of {string.Join(", ", modes)}.");
}

if (Strategies([]).Select(StrategyText.Problem).FirstOrDefault(problem => problem is not null) is { } wrong)
{
    return Refuse(wrong);
}

var folder = args[0];
int? seeds = int.TryParse(args.ElementAtOrDefault(1), CultureInfo.InvariantCulture, out var given) ? given : null;
var report = new Report(args.Contains("--json"));
var baselines = Baselines.In(folder);
var flops = new LimitSpec(Metric.Macs, Max: 60e6);
foreach (var mode in only)
{
    switch (mode)
    {
        case "regret":
            new RegretMode(Problems(), baselines, report).Run(
                Strategies([.. StrategyText.General]),
                seeds ?? 50,
                int.Parse(Value("--workers") ?? "1", Shown.Culture)
            );
            break;
        case "constrained":
            new ConstrainedMode(Constrained(), report).Run(Strategies([.. StrategyText.General]), seeds ?? 20);
            break;
        case "pareto":
            new ParetoMode([Macro(), Translation()], report).Run(
                Strategies(["joint-nas", "nsga2", "random"]),
                seeds ?? 20
            );
            break;
        case "predictor":
            new PredictorMode([Macro(), Translation()], baselines, report).Run(seeds ?? 30);
            break;
        case "same":
            new SameMode([Macro(), MadeProblem.Mixed], report).Run(Strategies([.. StrategyText.General]));
            break;
        case "whole":
            new WholeMode(report).Run(Strategies(["random", "regularized-evolution", "tpe", "joint-nas"]));
            break;
        case "training":
            new TrainingMode(
                Value("--dataset") ?? "fashion-mnist-sample",
                double.Parse(Value("--minutes") ?? "10", Shown.Culture),
                report
            ).Run(Strategies(["joint-nas", "random"]), seeds ?? 3);
            break;
        default:
            new SpeedsMode(report).Run();
            break;
    }
}

report.Close();
return 0;

TableProblem Macro() => TableProblem.Macro(folder, "macro");

TableProblem Translation() => TableProblem.Translation(folder, "sw-en", "nmt_sw-en");

// Small pairs of languages and made spaces tell whether a default fits more than the tables that are usually shown.
IReadOnlyList<SearchProblem> Problems()
{
    SearchProblem[] problems =
    [
        Macro(),
        TableProblem.Macro(folder, "macro_flops60M", flops),
        Translation(),
        TableProblem.Translation(folder, "ru-en", "nmt_ru-en"),
        TableProblem.Translation(folder, "ja-en", "nmt_ja-en"),
        MadeProblem.Mixed,
        MadeProblem.Ranges,
    ];
    var names = Value("--tables")?.Split(',');
    return [.. problems.Where(problem => names?.Contains(problem.Name) != false)];
}

IReadOnlyList<SearchProblem> Constrained() =>
    [
        TableProblem.Macro(folder, "macro_flops60M", flops),
        TableProblem.Macro(folder, "macro_flops40M", flops with { Max = 40e6 }),
        TableProblem.Translation(folder, "sw-en", "nmt_gpu1000s", new LimitSpec("gpuSeconds", Max: 1000)),
        DeviceProblem.Of(folder, "pixel3", share: 0.1),
        DeviceProblem.Of(folder, "raspi4", share: 0.02),
        DeviceProblem.Of(folder, "eyeriss", share: 0.1),
    ];

string[] Strategies(string[] usual)
{
    var place = Array.IndexOf(args, "--strategies");
    return place < 0
        ? usual
        : [.. args.Skip(place + 1).TakeWhile(text => !text.StartsWith("--", StringComparison.Ordinal))];
}

string? Value(string name) =>
    Array.IndexOf(args, name) is >= 0 and var place ? args.ElementAtOrDefault(place + 1) : null;

static int Refuse(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
