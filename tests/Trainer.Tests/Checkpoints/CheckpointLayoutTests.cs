using NasCluster.Trainer.Checkpoints;

namespace NasCluster.Trainer.Tests.Checkpoints;

public sealed class CheckpointLayoutTests
{
    [Fact]
    public void Check_TensorsEndToEnd_AreGood() =>
        CheckpointLayout.Check([Tensor("b", 8, 4, 1), Tensor("a", 0, 8, 2), Tensor("empty", 8, 0, 0)], 12);

    [Fact]
    public void Check_Overlap_IsRefused() => Refused([Tensor("a", 0, 8, 2), Tensor("b", 4, 4, 1)], 8);

    [Fact]
    public void Check_Gap_IsRefused() => Refused([Tensor("a", 0, 4, 1), Tensor("b", 8, 4, 1)], 12);

    [Fact]
    public void Check_BeyondTheEnd_IsRefused() => Refused([Tensor("a", 0, 8, 2)], 4);

    [Fact]
    public void Check_NotCovered_IsRefused() => Refused([Tensor("a", 0, 4, 1)], 8);

    [Fact]
    public void Check_TooManyTensors_IsRefused() =>
        Refused([.. Enumerable.Range(0, 100_001).Select(i => Tensor($"{i}", 0, 0, 0))], 0);

    private static CheckpointTensor Tensor(string name, long offset, long length, long side) =>
        new(name, "F32", [side], offset, length);

    private static void Refused(CheckpointTensor[] tensors, long length)
    {
        var error = Assert.Throws<CheckpointException>(() => CheckpointLayout.Check([.. tensors], length));
        Assert.Equal(CheckpointException.Layout, error.Code);
    }
}
