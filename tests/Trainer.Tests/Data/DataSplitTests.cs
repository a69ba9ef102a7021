using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Tests.Data;

public sealed class DataSplitTests
{
    private static readonly DataSpec Spec = new() { Dataset = "digits" };

    [Fact]
    public void Of_Defaults_HoldsATenthOutAndUsesTheRest()
    {
        var split = DataSplit.Of(1000, Spec, seed: 7);

        Assert.Equal(100, split.Validation.Length);
        Assert.Equal(Enumerable.Range(0, 1000), split.Train.Concat(split.Validation).Order());
        Assert.NotEqual(split.Validation.Order(), split.Validation);
    }

    [Fact]
    public void Of_SameArguments_IsTheSame()
    {
        var (first, second) = (DataSplit.Of(500, Spec, seed: 7), DataSplit.Of(500, Spec, seed: 7));

        Assert.Equal(first.Train, second.Train);
        Assert.Equal(first.Validation, second.Validation);
    }

    [Fact]
    public void Of_AnotherSeed_IsAnotherSplit() =>
        Assert.NotEqual(DataSplit.Of(500, Spec, seed: 7).Validation, DataSplit.Of(500, Spec, seed: 8).Validation);

    [Fact]
    public void Of_KnownSeed_StaysWhatItWas() =>
        Assert.Equal([21, 31, 24, 3, 37], DataSplit.Of(50, Spec, seed: 1).Validation);

    [Fact]
    public void Of_TrainLimit_TakesAPrefixAndLeavesValidationAlone()
    {
        var all = DataSplit.Of(1000, Spec, seed: 7);
        var few = DataSplit.Of(1000, Spec with { TrainLimit = 30 }, seed: 7);

        Assert.Equal(all.Train[..30], few.Train);
        Assert.Equal(all.Validation, few.Validation);
    }

    [Fact]
    public void Of_LimitAboveWhatIsThere_TakesAll() =>
        Assert.Equal(8, DataSplit.Of(10, Spec with { TrainLimit = 99, ValidationSize = 2 }, seed: 7).Train.Length);

    [Fact]
    public void Of_TwoImages_IsOneEach()
    {
        var split = DataSplit.Of(2, Spec, seed: 7);

        Assert.Equal((1, 1), (split.Train.Length, split.Validation.Length));
    }

    [Theory]
    [InlineData(10, 10, null)]
    [InlineData(10, 11, null)]
    [InlineData(10, 0, null)]
    [InlineData(10, -1, null)]
    [InlineData(1, null, null)]
    [InlineData(10, null, 0)]
    [InlineData(10, null, -5)]
    public void Of_NothingLeft_IsEmpty(int count, int? validation, int? limit)
    {
        var spec = Spec with { ValidationSize = validation, TrainLimit = limit };

        Faults.AssertFault("data.empty", "digits", () => DataSplit.Of(count, spec, seed: 7));
    }

    [Fact]
    public void Test_Limit_TakesAPrefixOfAShuffle()
    {
        var all = DataSplit.Test(100, Spec, seed: 7);
        var few = DataSplit.Test(100, Spec with { TestLimit = 5 }, seed: 7);

        Assert.Equal(Enumerable.Range(0, 100), all.Order());
        Assert.Equal(all[..5], few);
        Faults.AssertFault("data.empty", "test", () => DataSplit.Test(100, Spec with { TestLimit = 0 }, seed: 7));
    }
}
