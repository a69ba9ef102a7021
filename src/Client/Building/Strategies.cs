using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Client;

/// <summary>
/// The strategies with their options. What is left out has the strategy's default; ranges are those of
/// docs/reference/experiment-file.md and are checked when the experiment is built.
/// </summary>
public static class Strategies
{
    /// <summary>FBNetV3's predictor-guided search of architecture and recipe (Dai et al. 2021, §3).</summary>
    /// <param name="initial">Candidates of the initial pool; 0: a third of the budget, at most 15.</param>
    /// <param name="iterations">Coarse iterations; 0: as many as it takes.</param>
    /// <param name="fine">Candidates of the fine stage; 0: a sixth of the budget, at most 20.</param>
    /// <param name="pool">Points the predictor scores for each coarse batch.</param>
    /// <param name="exploration">Weight of the uncertainty in a score.</param>
    /// <param name="lag">How many candidates may train or wait at once.</param>
    /// <param name="order">In which order results are taken; free: no slot waits, another run gives other candidates.</param>
    public static StrategySpec JointNas(
        int? initial = null,
        int? iterations = null,
        int? fine = null,
        int? pool = null,
        double? exploration = null,
        int? lag = null,
        ResultOrder? order = null
    ) =>
        Of(
            "joint-nas",
            ("initial", initial),
            ("iterations", iterations),
            ("fine", fine),
            ("pool", pool),
            ("exploration", exploration),
            ("lag", lag),
            ("order", Word(order))
        );

    /// <summary>Aging evolution (Real et al. 2019).</summary>
    /// <param name="population">How many of the youngest may be parents; at least 2.</param>
    /// <param name="sample">Of how many drawn ones the best is the parent.</param>
    /// <param name="mutationRate">Chance of each dimension to change, 0…1.</param>
    /// <param name="lag">How many candidates may train at once.</param>
    /// <param name="order">In which order results are taken; free: no slot waits, another run gives other candidates.</param>
    public static StrategySpec RegularizedEvolution(
        int? population = null,
        int? sample = null,
        double? mutationRate = null,
        int? lag = null,
        ResultOrder? order = null
    ) =>
        Of(
            "regularized-evolution",
            ("population", population),
            ("sample", sample),
            ("mutationRate", mutationRate),
            ("lag", lag),
            ("order", Word(order))
        );

    /// <summary>NSGA-II over the experiment's objectives (Deb et al. 2002).</summary>
    /// <param name="population">Members of a generation.</param>
    /// <param name="crossover">Chance of a child to have two parents, 0…1.</param>
    /// <param name="mutationRate">Chance of each dimension to change, 0…1.</param>
    public static StrategySpec Nsga2(int? population = null, double? crossover = null, double? mutationRate = null) =>
        Of("nsga2", ("population", population), ("crossover", crossover), ("mutationRate", mutationRate));

    /// <summary>Tree-structured Parzen estimator (Bergstra et al. 2011).</summary>
    /// <param name="startup">Random candidates first.</param>
    /// <param name="draws">Points drawn from the good density for each candidate.</param>
    /// <param name="good">Share of the results that are good ones, 0.01…0.5.</param>
    /// <param name="lag">How many candidates may train at once.</param>
    /// <param name="order">In which order results are taken; free: no slot waits, another run gives other candidates.</param>
    public static StrategySpec Tpe(
        int? startup = null,
        int? draws = null,
        double? good = null,
        int? lag = null,
        ResultOrder? order = null
    ) => Of("tpe", ("startup", startup), ("draws", draws), ("good", good), ("lag", lag), ("order", Word(order)));

    /// <summary>Uniform random points.</summary>
    public static StrategySpec Random() => Of("random");

    /// <summary>Sobol points.</summary>
    public static StrategySpec QuasiRandom() => Of("quasi-random");

    /// <summary>Every point of a grid, in an order of the seed.</summary>
    /// <param name="points">Points of each continuous dimension.</param>
    public static StrategySpec Grid(int? points = null) => Of("grid", ("points", points));

    /// <summary>EfficientNetV2's training-aware search (Tan and Le 2021, §3.3): brief trainings, the best by A·S^w·P^v in full.</summary>
    /// <param name="reduced">Side of the training images as a share of the evaluated side, 0.1…1.</param>
    public static StrategySpec TrainingAware(double? reduced = null) => Of("training-aware", ("reduced", reduced));

    /// <summary>EfficientNet V1's compound scaling (Tan and Le 2019): a grid of α, β, γ, then the family of the best.</summary>
    /// <param name="step">Distance of neighbours in the grid.</param>
    /// <param name="product">What α · β² · γ² is wanted to be.</param>
    /// <param name="tolerance">How far off it may be.</param>
    /// <param name="family">Largest φ that is trained; 0: only the grid.</param>
    public static StrategySpec CompoundScaling(
        double? step = null,
        double? product = null,
        double? tolerance = null,
        int? family = null
    ) => Of("compound-scaling", ("step", step), ("product", product), ("tolerance", tolerance), ("family", family));

    /// <summary>FBNet V1's differentiable search: architectures drawn from a trained supernet (Wu et al. 2019).</summary>
    /// <param name="epochs">Epochs of the supernet.</param>
    /// <param name="warmup">Epochs before θ moves; below <paramref name="epochs"/>.</param>
    /// <param name="thetaLearningRate">Adam's learning rate for θ.</param>
    public static StrategySpec Dnas(int? epochs = null, int? warmup = null, double? thetaLearningRate = null) =>
        Of("dnas", ("epochs", epochs), ("warmup", warmup), ("thetaLearningRate", thetaLearningRate));

    /// <summary>FBNet V2's masked differentiable search (Wan et al. 2020).</summary>
    /// <param name="epochs">Epochs of the supernet.</param>
    /// <param name="warmup">Epochs before θ moves; below <paramref name="epochs"/>.</param>
    /// <param name="thetaLearningRate">Adam's learning rate for θ.</param>
    public static StrategySpec DMasking(int? epochs = null, int? warmup = null, double? thetaLearningRate = null) =>
        Of("dmasking", ("epochs", epochs), ("warmup", warmup), ("thetaLearningRate", thetaLearningRate));

    /// <summary>Any strategy of <see cref="StrategyCatalog"/> with any of its options.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Options by name; a null value leaves one out.</param>
    public static StrategySpec Of(string name, params ReadOnlySpan<(string Name, ParameterValue? Value)> options)
    {
        var given = new List<KeyValuePair<string, ParameterValue>>();
        foreach (var (option, value) in options)
        {
            if (value is { } known)
            {
                given.Add(new(option, known));
            }
        }

        return new(name, new(given));
    }

    private static ParameterValue? Word(ResultOrder? order) =>
        order is { } given ? ParameterValue.FromText(given.ToString().ToLowerInvariant()) : (ParameterValue?)null;
}
