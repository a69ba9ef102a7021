using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Recipes;

namespace NasCluster.Domain.Costs;

/// <summary>Roughly what training a network takes, in bytes: without what a process needs before it trains anything.</summary>
public static class TrainingMemory
{
    // Weight, gradient and two moments of the optimizer; every activation and its gradient.
    private const double CopiesOfParameters = 4;
    private const double CopiesOfActivations = 2;

    /// <param name="cost">Of the network, for one sample.</param>
    /// <param name="batchSize">Samples of a training step.</param>
    public static double Of(NetworkCost cost, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(cost);
        return sizeof(float)
            * (
                CopiesOfParameters * cost.Params
                + cost.BufferElements
                + CopiesOfActivations * batchSize * cost.ActivationElements
            );
    }

    /// <summary>Of a proposal; null where a foreign trainer or a table decides, or no network can be built.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="proposal">A proposal of its strategy.</param>
    public static long? Of(Experiment experiment, Proposal proposal)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(proposal);
        var spec = experiment.Spec;
        if (spec.Space.Decoder is not { } decoder || !spec.Trainer.Command.IsEmpty || spec.Trainer.Table is not null)
        {
            return null;
        }

        try
        {
            var target = NetworkTarget.Of(experiment.Dataset);
            var cost = DecodedCost.Of(DecoderCatalog.Get(decoder), proposal.Configuration, target);
            return (long)Of(cost, TrainingRecipe.From(proposal.Configuration.Recipe).BatchSize);
        }
        catch (Exception e) when (e is InvalidNetworkException or InvalidRecipeException)
        {
            // The trainer refuses it with the reason.
            return null;
        }
    }
}
