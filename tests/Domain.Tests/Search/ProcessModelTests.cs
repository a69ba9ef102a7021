using NasCluster.Domain.Prediction;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Search;

public sealed class ProcessModelTests
{
    private static readonly SearchSpace Space = new(
        "ops",
        Decoder: null,
        [
            .. Enumerable
                .Range(0, 6)
                .Select(i => new CategoricalDimension
                {
                    Name = $"layer{i}",
                    Part = SpacePart.Architecture,
                    Choices = ["a", "b", "c"],
                }),
        ]
    );

    [Fact]
    public void Predict_WhatWasSeen_IsCloseAndSurer()
    {
        var examples = Sample(40, seed: 1);
        var predictor = AccuracyPredictor.FitProcesses(Space, examples);
        Assert.All(
            examples,
            example => Assert.Equal(example.Accuracy, predictor.Predict(example.Configuration).Mean, 0.03)
        );
        var seen = examples.Average(example => predictor.Predict(example.Configuration).Deviation);
        var unseen = Sample(40, seed: 2).Average(example => predictor.Predict(example.Configuration).Deviation);
        Assert.True(seen < unseen, $"{seen} against {unseen}");
    }

    [Fact]
    public void PredictMean_IsTheMeanOfPredict()
    {
        var predictor = AccuracyPredictor.FitProcesses(Space, Sample(20, seed: 3));
        Assert.All(
            Sample(10, seed: 4),
            example =>
                Assert.Equal(
                    predictor.Predict(example.Configuration).Mean,
                    predictor.PredictMean(example.Configuration),
                    1e-12
                )
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(300)]
    public void Fit_AnyNumberOfRows_GivesFiniteAnswers(int rows)
    {
        var predictor = AccuracyPredictor.FitProcesses(Space, Sample(rows, seed: 5));
        var prediction = predictor.Predict(Sample(1, seed: 6)[0].Configuration);
        Assert.True(double.IsFinite(prediction.Mean) && double.IsFinite(prediction.Deviation));
    }

    [Fact]
    public void Fit_EqualValues_PredictsThem()
    {
        var examples = Sample(10, seed: 7).ConvertAll(example => example with { Accuracy = 0.5 });
        Assert.Equal(0.5, AccuracyPredictor.FitProcesses(Space, examples).PredictMean(examples[0].Configuration), 9);
    }

    [Fact]
    public void AllPoints_OfASmallSpace_AreThereOnce()
    {
        var points = SpacePoints.Of(Space, most: 729)!.ToList();
        Assert.Equal(729, points.Select(point => point.Key).Distinct().Count());
        Assert.Null(SpacePoints.Of(Space, most: 728));
    }

    private static List<TrainedExample> Sample(int count, ulong seed) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => Space.Sample(SeededRandom.Create(seed, "rows", i)))
                .Select(point => new TrainedExample(
                    point,
                    0.5 + 0.05 * point.Architecture.Values.Count(pair => pair.Value.AsText() != "a")
                )),
        ];
}
