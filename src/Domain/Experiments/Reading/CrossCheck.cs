namespace NasCluster.Domain.Experiments;

/// <summary>Checks what the sections of a file have to do with one another; leaves out what could not be read.</summary>
internal sealed class CrossCheck(ProblemList problems, SpecNode file)
{
    private bool IsBuiltInTrainer => !HasTable && Find("trainer", "command") is null;

    private bool HasTable => Find("trainer", "table") is not null;

    public void Space(BoundSpace space, DataSpec? data)
    {
        if (IsBuiltInTrainer)
        {
            new RecipeCheck(problems).Run(space, data?.TrainLimit);
        }

        // A decoder whose name is wrong has been reported.
        if (space.Decoder is null && space.Node.Find("decoder") is null)
        {
            NoDecoder(space.Node);
        }
    }

    public void Budget(BudgetSpec budget, BoundSpace space)
    {
        if (space.Space is { IsDiscrete: true, Size: var points } && points < budget.Candidates)
        {
            var message = $"'candidates' is {budget.Candidates}, but the space has only {points} points.";
            problems.Add(SpecCodes.BudgetSpace, Find("budget", "candidates")!, message);
        }
    }

    public void Final(FinalSpec final, TrainerSpec trainer, BudgetSpec? budget)
    {
        if (final.Top > budget?.Candidates)
        {
            var message = $"'top' is {final.Top}, more than the {budget.Candidates} candidates of the budget.";
            problems.Add(SpecCodes.Range, Find("final", "top")!, message);
        }

        if (final.Epochs < trainer.Epochs)
        {
            var message = $"'epochs' is {final.Epochs}, fewer than the {trainer.Epochs} epochs of the search.";
            problems.Add(SpecCodes.TrainRange, Find("final", "epochs")!, message);
        }
    }

    public void Placement()
    {
        if (HasTable && Find("placement", "latency") is { } latency)
        {
            const string Message = "'latency' and a 'table' exclude one another: the table has the latencies.";
            problems.AddAtKey(SpecCodes.PlacementLatency, latency, Message);
        }
    }

    private void NoDecoder(SpecNode space)
    {
        if (IsBuiltInTrainer)
        {
            const string Message = "The built-in trainer needs a 'decoder', or 'trainer' a 'command' that needs none.";
            problems.Add(SpecCodes.SpaceDecoder, space, Message);
        }

        foreach (var key in HasTable ? [] : (string[])["maxMacs", "maxParams"])
        {
            if (Find("constraints", key) is { } limit)
            {
                var message = $"'{key}' cannot be computed for a space without a 'decoder'.";
                problems.Add(SpecCodes.ConstraintsUncomputable, limit, message);
            }
        }
    }

    private SpecNode? Find(string section, string key) => file.Find(section)?.Find(key);
}
