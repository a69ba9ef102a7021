using NasCluster.Domain.Candidates;
using NasCluster.Domain.Prediction;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Search;

public sealed class BlendedPredictorTests
{
    private static readonly SearchSpace Choices = new(
        "choices",
        Decoder: null,
        [.. Enumerable.Range(0, 6).Select(i => Choice($"layer{i}"))]
    );

    private static readonly SearchSpace Ranges = new(
        "ranges",
        Decoder: null,
        [.. Enumerable.Range(0, 4).Select(i => Range($"rate{i}"))]
    );

    private static readonly SearchSpace Mixed = new("mixed", Decoder: null, [Choice("layer0"), Range("rate0")]);

    public static TheoryData<string> Spaces { get; } = new("choices", "ranges", "mixed");

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Predict_UnseenRows_AreOrderedLikeTheTruth(string name)
    {
        var space = SpaceOf(name);
        var predictor = BlendedPredictor.Fit(space, Sample(space, 60, seed: 1), members: 5, seed: 1);
        var unseen = Sample(space, 100, seed: 2);
        var correlation = RankCorrelation.Spearman(
            [.. unseen.Select(example => predictor.Predict(example.Configuration).Mean)],
            [.. unseen.Select(example => example.Accuracy)]
        );
        Assert.True(correlation > 0.8, $"Spearman is {correlation}");
    }

    [Fact]
    public void Predict_TwoOfThirtyDimensionsTell_OrdersUnseenRows()
    {
        var space = new SearchSpace(
            "many",
            Decoder: null,
            [.. Enumerable.Range(0, 30).Select(i => Range($"rate{i:00}"))]
        );
        var predictor = BlendedPredictor.Fit(space, Valley(space, 60, seed: 1), members: 5, seed: 1);
        var unseen = Valley(space, 100, seed: 2);
        var correlation = RankCorrelation.Spearman(
            [.. unseen.Select(example => predictor.PredictMean(example.Configuration))],
            [.. unseen.Select(example => example.Accuracy)]
        );
        Assert.True(correlation > 0.7, $"Spearman is {correlation}");
    }

    [Theory]
    [InlineData("choices", 1)]
    [InlineData("ranges", 1)]
    [InlineData("mixed", 2)]
    [InlineData("mixed", 300)]
    public void Fit_AnyNumberOfRows_GivesFiniteAnswers(string name, int rows)
    {
        var space = SpaceOf(name);
        var predictor = BlendedPredictor.Fit(space, Sample(space, rows, seed: 5), members: 2, seed: 1);
        var prediction = predictor.Predict(Sample(space, 1, seed: 6)[0].Configuration);
        Assert.True(double.IsFinite(prediction.Mean) && double.IsFinite(prediction.Deviation));
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Fit_EqualValues_PredictsThem(string name)
    {
        var space = SpaceOf(name);
        var examples = Sample(space, 10, seed: 7).ConvertAll(example => example with { Accuracy = 0.5 });
        var predictor = BlendedPredictor.Fit(space, examples, members: 5, seed: 1);
        Assert.Equal(0.5, predictor.PredictMean(examples[0].Configuration), 9);
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void PredictMean_IsTheMeanOfPredict(string name)
    {
        var space = SpaceOf(name);
        var predictor = BlendedPredictor.Fit(space, Sample(space, 20, seed: 3), members: 5, seed: 1);
        Assert.All(
            Sample(space, 10, seed: 4).Select(example => example.Configuration),
            point => Assert.Equal(predictor.Predict(point).Mean, predictor.PredictMean(point), 1e-12)
        );
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void PredictMeans_ManyRows_AreThoseOfOneByOne(string name)
    {
        var space = SpaceOf(name);
        var predictor = BlendedPredictor.Fit(space, Sample(space, 40, seed: 10), members: 3, seed: 1);
        ExpectTheSame(space, predictor);
    }

    [Fact]
    public void PredictMeans_OfNetworks_AreThoseOfOneByOne() =>
        ExpectTheSame(Mixed, AccuracyPredictor.Fit(Mixed, [], Sample(Mixed, 40, seed: 11), members: 2, seed: 1));

    [Fact]
    public void Predict_OtherSeed_IsAnotherValueNearby()
    {
        var examples = Sample(Choices, 40, seed: 8);
        var point = Sample(Choices, 1, seed: 9)[0].Configuration;
        var one = BlendedPredictor.Fit(Choices, examples, members: 5, seed: 1).PredictMean(point);
        var two = BlendedPredictor.Fit(Choices, examples, members: 5, seed: 2).PredictMean(point);
        Assert.NotEqual(one, two);
        Assert.Equal(one, two, 0.05);
    }

    [Fact]
    public void AllPoints_OfASmallSpace_AreThereOnce()
    {
        var points = SpacePoints.Of(Choices, most: 729)!.ToList();
        Assert.Equal(729, points.Select(point => point.Key).Distinct().Count());
        Assert.Null(SpacePoints.Of(Choices, most: 728));
    }

    private static void ExpectTheSame(SearchSpace space, IAccuracyPredictor predictor)
    {
        var codes = SpaceCodes.Of(space);
        // More than a block, and no whole number of vectors.
        var points = Sample(space, 133, seed: 12).ConvertAll(example => example.Configuration);
        var means = new double[points.Count];
        predictor.PredictMeans([.. points.SelectMany(codes.Encode)], means);
        Assert.Equal(points.Select(predictor.PredictMean), means);
    }

    private static SearchSpace SpaceOf(string name) =>
        name switch
        {
            "choices" => Choices,
            "ranges" => Ranges,
            _ => Mixed,
        };

    /// <summary>Points of a space: more by 0.05 for each choice that is not the first, less by how far rates are from a half.</summary>
    private static List<TrainedExample> Sample(SearchSpace space, int count, ulong seed) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => space.Sample(SeededRandom.Create(seed, "rows", i)))
                .Select(point => new TrainedExample(
                    point,
                    0.5
                        + 0.05 * point.Architecture.Values.Count(pair => pair.Value.AsText() != "a")
                        - 0.2 * point.Recipe.Values.Sum(pair => Math.Pow(pair.Value.AsNumber() - 0.5, 2))
                )),
        ];

    /// <summary>Points of ranges that are best where the first two are a half; the others tell nothing.</summary>
    private static List<TrainedExample> Valley(SearchSpace space, int count, ulong seed) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => space.Sample(SeededRandom.Create(seed, "rows", i)))
                .Select(point => new TrainedExample(
                    point,
                    1 - point.Recipe.Values.Take(2).Sum(pair => Math.Pow(pair.Value.AsNumber() - 0.5, 2))
                )),
        ];

    private static CategoricalDimension Choice(string name) =>
        new()
        {
            Name = name,
            Part = SpacePart.Architecture,
            Choices = ["a", "b", "c"],
        };

    private static RealDimension Range(string name) =>
        new()
        {
            Name = name,
            Part = SpacePart.Recipe,
            Min = 0,
            Max = 1,
        };

    [Fact]
    public void Fit_StaticProxies_OrderUnseenNetworksBetter()
    {
        var gains = Enumerable.Range(1, 5).Select(seed => Spearman(seed, isFree: true) - Spearman(seed, isFree: false));
        Assert.True(gains.Average() > 0.02, $"gained {gains.Average()}");
    }

    /// <summary>Of networks whose accuracy follows their MACs and the learning rate, learned from 25.</summary>
    private static double Spearman(int seed, bool isFree)
    {
        var experiment = Build.Experiment(Build.SmallSpace, "random", 1);
        var view = new SearchView(experiment, CandidateHistory.Empty);
        var proxies = StaticProxies.Of(view)!;
        var random = SeededRandom.Create((ulong)seed, "test");
        var rows = Enumerable
            .Range(0, 225)
            .Select(_ => Build.SmallSpace.Sample(random))
            .Select(point => new TrainedExample(point, Accuracy(proxies.Of(point), point)))
            .ToList();
        IAccuracyPredictor predictor = isFree
            ? ProxyPredictor.Fit(Build.SmallSpace, rows[..25], 5, 1, proxies.Of)
            : BlendedPredictor.Fit(Build.SmallSpace, rows[..25], 5, 1);
        return RankCorrelation
            .Spearman(
                [.. rows.Skip(25).Select(row => predictor.PredictMean(row.Configuration))],
                [.. rows.Skip(25).Select(row => row.Accuracy)]
            )!
            .Value;
    }

    private static double Accuracy(double[] proxies, Configuration point)
    {
        var rate = point.Recipe.TryGet("learningRate", out var value) ? Math.Log10(value.AsNumber()) + 2 : 0;
        return 0.05 * proxies[0] + 0.02 * proxies[1] - 0.05 * rate * rate;
    }
}
