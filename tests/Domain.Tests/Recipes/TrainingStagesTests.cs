using System.Text.Json;
using NasCluster.Domain.Recipes;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Zoo;

namespace NasCluster.Domain.Tests.Recipes;

public sealed class TrainingStagesTests
{
    private const int Epochs = 350;

    // Table 6 of the paper.
    private static readonly TrainingRecipe Large = new()
    {
        Progressive = ProgressiveKind.Paper,
        StartResolution = 128,
        RandAugment = 25,
        Mixup = 0.5,
        CutMix = 0.5,
        Dropout = 0.5,
    };

    [Fact]
    public void Of_ProgressiveOff_IsOneStageWithTheRecipesValues()
    {
        var recipe = new TrainingRecipe
        {
            RandAugment = 9,
            Mixup = 0.2,
            CutMix = 1,
        };
        var stage = Assert.Single(TrainingStages.Of(recipe, 28, epochs: 3));
        Assert.Equal(
            new TrainingStage
            {
                FirstEpoch = 1,
                LastEpoch = 3,
                Resolution = 28,
                RandAugment = 9,
                Mixup = 0.2,
                CutMix = 1,
            },
            stage
        );
    }

    [Theory]
    [InlineData("s", 300, 15, 0, 0.3)]
    [InlineData("m", 380, 20, 0.2, 0.4)]
    public void Of_Paper_IsThePapersFormula(string name, int size, double magnitude, double mixup, double dropout)
    {
        var recipe = Large with { RandAugment = magnitude, Mixup = mixup, Dropout = dropout };
        var stages = TrainingStages.Of(recipe, size, Epochs);
        var golden = Golden("progressive_paper_4_stages").GetProperty(name);
        Assert.Equal(
            Numbers(golden, "size").Select(size => Math.Round(size)),
            stages.Select(stage => (double)stage.Resolution)
        );
        AssertNear(Numbers(golden, "randaugment"), stages.Select(stage => stage.RandAugment));
        AssertNear(Numbers(golden, "mixup"), stages.Select(stage => stage.Mixup));
        AssertNear(Numbers(golden, "dropout"), stages.Select(stage => stage.Dropout!.Value));
    }

    [Fact]
    public void Of_PaperLarge_RisesFrom128To380()
    {
        var stages = TrainingStages.Of(Large, 380, Epochs);
        Assert.Equal([128, 212, 296, 380], stages.Select(stage => stage.Resolution));
        AssertNear([5, 35 / 3.0, 55 / 3.0, 25], stages.Select(stage => stage.RandAugment));
        AssertNear([0, 0.5 / 3, 1 / 3.0, 0.5], stages.Select(stage => stage.CutMix));
        AssertNear([0.1, 0.7 / 3, 1.1 / 3, 0.5], stages.Select(stage => stage.Dropout!.Value));
    }

    [Theory]
    [InlineData("s", 300, 10, 0)]
    [InlineData("m", 384, 15, 0.2)]
    public void Of_Released_IsTheAuthorsCode(string name, int size, double magnitude, double mixup)
    {
        var recipe = Large with { Progressive = ProgressiveKind.Released, RandAugment = magnitude, Mixup = mixup };
        var stages = TrainingStages.Of(recipe, size, Epochs);
        var golden = Golden("progressive_automl_code_4_stages").GetProperty(name);
        Assert.Equal(Numbers(golden, "size"), stages.Select(stage => (double)stage.Resolution));
        AssertNear(Numbers(golden, "randaugment"), stages.Select(stage => stage.RandAugment));
        AssertNear(Numbers(golden, "mixup"), stages.Select(stage => stage.Mixup));
        Assert.All(stages, stage => Assert.Equal(0.5, stage.Dropout));
    }

    [Fact]
    public void Of_350Epochs_GivesEveryStageAbout87()
    {
        var stages = TrainingStages.Of(Large, 380, Epochs);
        Assert.Equal([(1, 87), (88, 175), (176, 262), (263, 350)], stages.Select(s => (s.FirstEpoch, s.LastEpoch)));
        Assert.Equal([0, 0, 1, 3], new[] { 1, 87, 88, 350 }.Select(epoch => TrainingStages.IndexOf(stages, epoch)));
    }

    [Theory]
    [InlineData("Paper", 1)]
    [InlineData("Paper", 2)]
    [InlineData("Paper", 7)]
    [InlineData("Released", 3)]
    [InlineData("Released", 40)]
    public void Of_AnyLength_CoversEveryEpochAndEndsWithTheTargets(string kind, int epochs)
    {
        var recipe = Large with { Progressive = Enum.Parse<ProgressiveKind>(kind), StartResolution = 16 };
        var stages = TrainingStages.Of(recipe, 28, epochs);
        Assert.Equal(
            Enumerable.Range(1, epochs),
            stages.SelectMany(stage => Enumerable.Range(stage.FirstEpoch, stage.LastEpoch - stage.FirstEpoch + 1))
        );
        var last = stages[^1];
        Assert.Equal(
            (28, 25, 0.5, 0.5, 0.5),
            (last.Resolution, last.RandAugment, last.Mixup, last.CutMix, last.Dropout)
        );
        Assert.All(
            stages.Zip(stages.Skip(1)),
            pair =>
                Assert.True(pair.First.Resolution <= pair.Second.Resolution && pair.First.Mixup <= pair.Second.Mixup)
        );
    }

    [Fact]
    public void Of_TargetsBelowTheStarts_NeverFall()
    {
        var recipe = Large with { RandAugment = 3, Dropout = 0.05 };
        var stages = TrainingStages.Of(recipe, 300, Epochs);
        Assert.All(stages, stage => Assert.Equal((3, 0.05), (stage.RandAugment, stage.Dropout)));
    }

    [Fact]
    public void Of_TrainResolution_IsTheTargetOfTheStages()
    {
        var fixedSize = new TrainingRecipe { TrainResolution = 20 };
        Assert.Equal(20, Assert.Single(TrainingStages.Of(fixedSize, 28, 5)).Resolution);
        var rising = fixedSize with { Progressive = ProgressiveKind.Released };
        Assert.Equal([12, 15, 17, 20], TrainingStages.Of(rising, 28, 4).Select(stage => stage.Resolution));
    }

    [Theory]
    [InlineData(32, null, "'trainResolution' is 32, above the 28 pixels that the network is evaluated at.")]
    [InlineData(20, 24, "'startResolution' is 24, above the 20 pixels that the last stage has.")]
    public void Of_SizeAboveItsTarget_IsRefused(int train, int? start, string message)
    {
        var recipe = Large with { TrainResolution = train, StartResolution = start };
        var error = Assert.Throws<InvalidRecipeException>(() => TrainingStages.Of(recipe, 28, 4));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void From_AllOfIt_IsRead()
    {
        var recipe = TrainingRecipe.From(
            new([
                new("progressive", "released"),
                new("progressiveStages", 3),
                new("startResolution", 16),
                new("startRandAugment", 2),
                new("startDropout", 0.2),
                new("trainResolution", 24),
                new("dropout", 0.3),
            ])
        );
        Assert.Equal(
            (ProgressiveKind.Released, 3, 16, 2, 0.2, 24, 0.3),
            (
                recipe.Progressive,
                recipe.ProgressiveStages,
                recipe.StartResolution,
                recipe.StartRandAugment,
                recipe.StartDropout,
                recipe.TrainResolution,
                recipe.Dropout
            )
        );
    }

    private static void AssertNear(IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.All(
            expected.Zip(actual.ToList(), ValueTuple.Create),
            pair => Assert.Equal(pair.Item1, pair.Item2, 1e-12)
        );

    private static JsonElement Golden(string name) =>
        JsonDocument
            .Parse(File.ReadAllBytes(Path.Combine(GoldenFolder.Path, "procedures.json")))
            .RootElement.GetProperty("values")
            .GetProperty(name);

    private static IEnumerable<double> Numbers(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(number => number.GetDouble());
}
