using System.Text.Json;

namespace NasCluster.Domain.Experiments;

/// <summary>Reads the whole experiment, and checks what its sections have to do with one another.</summary>
/// <param name="problems">Where problems go.</param>
/// <param name="newSeed">Gives a seed where the file has none.</param>
/// <param name="folder">What paths are relative to.</param>
/// <param name="opensFiles">Whether 'warmStart' may open files.</param>
internal sealed class ExperimentBinder(ProblemList problems, Func<ulong> newSeed, string folder, bool opensFiles)
{
    private const int FinalistsOfRank = 3;
    private readonly ValueReader _read = new(problems);

    /// <summary>The experiment, or null where any problem was found.</summary>
    public SpecReadResult? Bind(SpecNode root)
    {
        if (_read.Object(root, ExperimentFileFormat.Experiment) is not { } file)
        {
            return null;
        }

        CheckVersion(file.Find("version"));
        var sections = new SectionBinder(_read);
        var strategies = new StrategyBinder(_read);
        var name = _read.Name(file.Find("name"));
        var seed = _read.Whole(file.Find("seed"), new(0, NumberRange.MaxExact));
        if (file.Find("trainer")?.Find("table") is null)
        {
            _read.Require(file, "data");
        }

        var data = sections.Data(file.Find("data"));
        var space = new SpaceBinder(_read).Bind(file.Find("space"));
        var trainer = sections.Trainer(file.Find("trainer"));
        trainer = trainer with { Table = new TableBinder(_read, folder).Bind(file, space, trainer.Epochs) };
        var constraints = sections.Constraints(file.Find("constraints"));
        var strategy = strategies.Bind(file.Find("strategy"));
        var budget = sections.Budget(file.Find("budget"));
        var final = sections.Final(file.Find("final"));
        var earlyStop = sections.EarlyStop(file.Find("earlyStop"));
        if (earlyStop?.Rule == EarlyStopRule.Rank && budget is not null && file.Find("final") is null)
        {
            // The search compares at the chosen epoch; whoever wins was trained in full.
            final = new(Math.Min(FinalistsOfRank, budget.Candidates), trainer.Epochs);
        }

        var goals = new GoalBinder(_read);
        var objectives = goals.Objectives(file.Find("objectives"));
        var ranking = goals.Ranking(file.Find("ranking")) with { Objectives = objectives };
        var placement = sections.Placement(file.Find("placement"));
        var policy = sections.Policy(file.Find("policy"));
        var warmStart = new WarmStartBinder(_read, opensFiles ? folder : null).Bind(
            file.Find("warmStart"),
            space?.Space,
            ranking
        );
        var check = new CrossCheck(problems, file);
        new MetricCheck(problems, file).Run(trainer.Table, space);
        Cross(check, data, space, trainer, budget, final);
        check.Placement();
        if (strategy is not null)
        {
            strategies.Check(strategy, budget, space?.Space, file.Find("strategy")!);
        }

        return problems.Count > 0
            ? null
            : new(
                new()
                {
                    Name = name!,
                    Seed = seed is { } given ? (ulong)given : newSeed(),
                    Data = data ?? new() { Dataset = Path.GetFileName(trainer.Table!.Path) },
                    Space = space!.Space!,
                    Trainer = trainer,
                    Constraints = constraints,
                    Strategy = strategy!,
                    Budget = budget!,
                    Final = final,
                    EarlyStop = earlyStop,
                    Ranking = ranking,
                    Placement = placement,
                    Policy = policy,
                    WarmStart = warmStart,
                },
                SeedGiven: seed is not null
            );
    }

    private void CheckVersion(SpecNode? node)
    {
        if (node is not null && !(node.Kind == JsonValueKind.Number && node.Number == ExperimentSpec.CurrentVersion))
        {
            var message = $"'version' is {Shown.Value(node)}; known is {ExperimentSpec.CurrentVersion}.";
            problems.Add(node.Kind == JsonValueKind.Number ? SpecCodes.Version : SpecCodes.Type, node, message);
        }
    }

    private static void Cross(
        CrossCheck check,
        DataSpec? data,
        BoundSpace? space,
        TrainerSpec trainer,
        BudgetSpec? budget,
        FinalSpec? final
    )
    {
        if (space is not null)
        {
            check.Space(space, data);
        }

        if (space is not null && budget is not null)
        {
            check.Budget(budget, space);
        }

        if (final is not null)
        {
            check.Final(final, trainer, budget);
        }
    }
}
