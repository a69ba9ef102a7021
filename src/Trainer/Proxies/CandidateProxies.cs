using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Training;
using NasCluster.Trainer.Training;
using TorchSharp;
using static System.FormattableString;

namespace NasCluster.Trainer.Proxies;

/// <summary>
/// The proxies of a candidate before its first epoch. Weights and batch are the same for all candidates of an experiment,
/// so that the numbers depend on the architecture alone.
/// </summary>
internal static class CandidateProxies
{
    /// <summary>Null where none is asked for.</summary>
    /// <exception cref="CandidateFailedException">One is beyond a limit of the experiment.</exception>
    public static ParameterSet? Compute(TrainCommand command, TrainingData data, torch.Device device)
    {
        if (command.Proxies is not { IsEmpty: false } names)
        {
            return null;
        }

        using var scope = torch.NewDisposeScope();
        var network = CandidateNetwork.Bare(command);
        using var objective = data.CreateObjective(new TrainingRecipe(), device);
        var seed = SeededRandom.Derive(command.SplitSeed, "proxies");
        var values = new ProxyRun(network, data.ProxyBatch(device), objective, device, seed).Compute(names);
        Require(values, command.ProxyLimits ?? []);
        return values;
    }

    private static void Require(ParameterSet values, IEnumerable<LimitSpec> limits)
    {
        foreach (var limit in limits)
        {
            if (!values.TryGet(limit.Metric, out var value))
            {
                throw Beyond(values, $"'{limit.Metric}' is not finite, and there is a limit on it.");
            }

            if (value.AsNumber() < limit.Min)
            {
                throw Beyond(
                    values,
                    Invariant($"'{limit.Metric}' is {value.AsNumber()}, the limit is from {limit.Min}.")
                );
            }

            if (value.AsNumber() > limit.Max)
            {
                throw Beyond(
                    values,
                    Invariant($"'{limit.Metric}' is {value.AsNumber()}, the limit is up to {limit.Max}.")
                );
            }
        }
    }

    private static CandidateFailedException Beyond(ParameterSet values, string message) =>
        new(new CandidateFailure(FailureKind.Infeasible, message) { Proxies = values });
}
