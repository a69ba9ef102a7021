using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class InputBufferTests
{
    [Fact]
    public void Fill_CopiesThatGoOn_AreWaitedForBeforeTheirSourceIsWrittenOver()
    {
        var waits = 0;
        using var scope = torch.NewDisposeScope();
        using var buffer = new InputBuffer(
            2,
            new(1, 1, 1),
            torch.CPU,
            LearningTask.Classification,
            finish: () => waits++
        );
        // On the CPU nothing is copied: each tensor shows what lies in its buffer now.
        var filled = Enumerable.Range(0, 4).Select(Fill).ToList();
        Assert.Equal(1, waits);
        Assert.Equal([0, 1, 2, 3], filled.Select(images => images[0].item<float>()));
        Fill(4);
        Assert.Equal(2, waits);
        Assert.Equal([4, 1, 2, 3], filled.Select(images => images[0].item<float>()));

        torch.Tensor Fill(int number)
        {
            using var batch = new Batch([number, number], [0, 0], giveBack: null);
            return buffer.Fill(batch).Images;
        }
    }
}
