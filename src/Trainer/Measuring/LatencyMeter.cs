using NasCluster.Trainer.Networks;

namespace NasCluster.Trainer.Measuring;

/// <summary>Inference time: one image, evaluation mode.</summary>
internal sealed class LatencyMeter(TimeProvider time)
{
    private const int WarmUps = 5;
    private const int FewestRuns = 20;
    private const int MostRuns = 100;
    private const double BudgetMs = 300;

    public static Durations OfModule(GraphModule module, TimeProvider time)
    {
        using var session = new TorchSession(module);
        return new LatencyMeter(time).Measure(session);
    }

    public Durations Measure(IInferenceSession session)
    {
        var runs = new Durations();
        Measure(session, runs, FewestRuns, MostRuns, BudgetMs);
        return runs;
    }

    /// <summary>Adds runs after some to warm up: as many as fit into the budget, between the fewest and the most.</summary>
    public void Measure(IInferenceSession session, Durations runs, int fewest, int most, double budgetMs)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            session.Run();
        }

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
