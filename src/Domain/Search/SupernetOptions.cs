using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;

namespace NasCluster.Domain.Search;

/// <summary>Options of strategies that train a supernet, and the training they describe.</summary>
internal static class SupernetOptions
{
    public const string Epochs = "epochs";
    public const string Warmup = "warmup";
    public const string LatencyTable = "latencyTable";
    private const string Cost = "cost";
    private const string Loss = "loss";
    private const string Mode = "mode";
    private const string Alpha = "alpha";
    private const string Beta = "beta";
    private const string Temperature = "temperature";
    private const string TemperatureDecay = "temperatureDecay";
    private const string ThetaLearningRate = "thetaLearningRate";
    private const string ThetaWeightDecay = "thetaWeightDecay";
    private const string WeightShare = "weightShare";
    private const double Tiny = 1e-6;

    /// <param name="usual">What the loss is weighted by unless an experiment says otherwise.</param>
    public static ImmutableArray<StrategyOption> All(CostKind usual)
    {
        var defaults = new SupernetSpec { Choices = [] };
        return
        [
            new(Epochs, Default: 90, Min: 1, Max: 10_000, Whole: true),
            new(Warmup, defaults.Warmup, Min: 0, Max: 10_000, Whole: true),
            StrategyOption.OfWords(Cost, usual),
            StrategyOption.OfText(LatencyTable),
            StrategyOption.OfWords(Loss, defaults.Loss),
            StrategyOption.OfWords(Mode, defaults.Mode),
            new(Alpha, defaults.Alpha, Min: 0, Max: 1e6, Whole: false),
            new(Beta, defaults.Beta, Min: 0, Max: 20, Whole: false),
            new(Temperature, defaults.Temperature, Min: 1e-3, Max: 1e3, Whole: false),
            new(TemperatureDecay, defaults.TemperatureDecay, Min: 1e-3, Max: 1, Whole: false),
            new(ThetaLearningRate, defaults.LearningRate, Min: Tiny, Max: 100, Whole: false),
            new(ThetaWeightDecay, defaults.WeightDecay, Min: 0, Max: 10, Whole: false),
            new(WeightShare, defaults.WeightShare, Min: 0.01, Max: 0.99, Whole: false),
        ];
    }

    /// <summary>What the loss is weighted by.</summary>
    public static CostKind CostOf(ISearchStrategy strategy, ParameterSet given) =>
        Enum.Parse<CostKind>(strategy.Word(given, Cost), ignoreCase: true);

    /// <param name="strategy">Gives the defaults.</param>
    /// <param name="given">Options of the experiment.</param>
    /// <param name="space">What is decided.</param>
    public static SupernetSpec SpecOf(ISearchStrategy strategy, ParameterSet given, SearchSpace space) =>
        new()
        {
            Choices = SupernetCatalog.ChoicesOf(space),
            Cost = CostOf(strategy, given),
            LatencyTable = strategy.Text(given, LatencyTable),
            Loss = Enum.Parse<LossForm>(strategy.Word(given, Loss), ignoreCase: true),
            Mode = Enum.Parse<SupernetMode>(strategy.Word(given, Mode), ignoreCase: true),
            Alpha = strategy.Option(given, Alpha),
            Beta = strategy.Option(given, Beta),
            Warmup = (int)strategy.Option(given, Warmup),
            Temperature = strategy.Option(given, Temperature),
            TemperatureDecay = strategy.Option(given, TemperatureDecay),
            LearningRate = strategy.Option(given, ThetaLearningRate),
            WeightDecay = strategy.Option(given, ThetaWeightDecay),
            WeightShare = strategy.Option(given, WeightShare),
        };
}
