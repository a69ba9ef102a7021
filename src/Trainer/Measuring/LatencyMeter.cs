namespace NasCluster.Trainer.Measuring;

/// <summary>Inference time: one image, evaluation mode.</summary>
/// <param name="time">The clock.</param>
/// <param name="turns">At the device, which is had alone where it can be; null: nobody else uses it.</param>
internal sealed class LatencyMeter(TimeProvider time, DeviceTurns? turns = null)
{
    private const int WarmUps = 5;
    private const int FewestRuns = 20;
    private const int MostRuns = 100;
    private const double BudgetMs = 300;

    public Durations Measure(IInferenceSession session)
    {
        var runs = new Durations();
        Measure(session, runs, FewestRuns, MostRuns, BudgetMs);
        return runs;
    }

    /// <summary>Adds runs after some to warm up: as many as fit into the budget, between the fewest and the most.</summary>
    public void Measure(IInferenceSession session, Durations runs, int fewest, int most, double budgetMs)
    {
        WarmUp(session);
        Add(session, runs, fewest, most, budgetMs);
    }

    /// <summary>Runs that are not timed.</summary>
    public static void WarmUp(IInferenceSession session, int runs = WarmUps)
    {
        for (var i = 0; i < runs; i++)
        {
            session.Run();
        }
    }

    /// <summary>Adds runs of a session that is warm.</summary>
    public void Add(IInferenceSession session, Durations runs, int fewest, int most, double budgetMs)
    {
        using var turn = turns?.Alone() ?? default;
        var spent = 0.0;
        for (var i = 0; i < fewest || (i < most && spent < budgetMs); i++)
        {
            var start = time.GetTimestamp();
            session.Run();
            var taken = time.GetElapsedTime(start);
            runs.Add(taken);
            spent += taken.TotalMilliseconds;
        }
    }
}
