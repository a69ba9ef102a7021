using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Tests.Data;

public sealed class BatchLoaderTests
{
    // With these a normalised pixel is the byte itself, up to rounding.
    private static readonly ChannelStatistics Plain = new([0f], [1 / 255f]);

    [Fact]
    public void Epoch_Evaluation_KeepsOrderAndTheShortEnd()
    {
        using var loader = new BatchLoader(Images(7), [6, 2, 4, 0, 1], Options(2));

        var batches = Read(loader, 0);

        Assert.Equal([2, 2, 1], batches.Select(batch => batch.Labels.Length));
        Assert.Equal([6, 2, 4, 0, 1], batches.SelectMany(batch => batch.Labels));
        Assert.Equal(3, loader.BatchCount);
    }

    [Fact]
    public void Epoch_Evaluation_NormalisesEachChannel()
    {
        var set = new ImageSet([0, 255, 51, 102, 255, 0], [1, 0], channels: 3, height: 1, width: 1, classes: 2);
        var statistics = new ChannelStatistics([0.5f, 0f, 0.2f], [0.5f, 1f, 0.1f]);
        using var loader = new BatchLoader(set, [1, 0], new() { BatchSize = 4, Statistics = statistics });

        var batch = Assert.Single(Read(loader, 0));

        float[] expected = [-0.2f, 1f, -2f, -1f, 1f, 0f];
        Assert.Equal(expected, batch.Pixels, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([0, 1], batch.Labels);
    }

    [Fact]
    public void Epoch_Training_TakesEachImageOnceInAnotherOrderEachEpoch()
    {
        using var loader = new BatchLoader(Images(40), [.. Enumerable.Range(0, 40)], Training(8));

        var (first, second) = (LabelsOf(loader, 0), LabelsOf(loader, 1));

        Assert.Equal(Enumerable.Range(0, 40).Select(i => (long)i), first.Order());
        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);
        Assert.NotEqual(first.Order(), first);
    }

    [Theory]
    [InlineData(9, 4, new[] { 4, 4 })]
    [InlineData(10, 4, new[] { 4, 4, 2 })]
    [InlineData(8, 4, new[] { 4, 4 })]
    [InlineData(1, 4, new int[0])]
    [InlineData(3, 1, new[] { 1, 1, 1 })]
    public void Epoch_Training_DropsALastSingleImage(int images, int batchSize, int[] sizes)
    {
        using var loader = new BatchLoader(Images(images), [.. Enumerable.Range(0, images)], Training(batchSize));

        Assert.Equal(sizes, Read(loader, 0).Select(batch => batch.Labels.Length));
        Assert.Equal(sizes.Length, loader.BatchCount);
    }

    [Fact]
    public void Epoch_TwoLoadersOneSlow_GiveTheSame()
    {
        var options = Training(4) with { Flip = true, Crop = 2, Seed = 11 };
        using var fast = new BatchLoader(Images(30), [.. Enumerable.Range(0, 30)], options with { Queue = 1 });
        using var slow = new BatchLoader(Images(30), [.. Enumerable.Range(0, 30)], options with { Queue = 4 });

        var expected = Read(fast, 3);
        var actual = new List<(float[] Pixels, long[] Labels)>();
        foreach (var batch in slow.Epoch(3))
        {
            using (batch)
            {
                // Lets the loader run ahead until its queue is full.
                Thread.Yield();
                actual.Add(([.. batch.Pixels], [.. batch.Labels]));
            }
        }

        AssertSame(expected, actual);
    }

    [Fact]
    public void Epoch_AfterResume_IsWhatItWouldHaveBeen()
    {
        var options = Training(4) with { Flip = true, Crop = 2, Seed = 5 };
        using var whole = new BatchLoader(Images(21), [.. Enumerable.Range(0, 21)], options);
        Read(whole, 0);
        Read(whole, 1);
        var expected = Read(whole, 2);

        using var resumed = new BatchLoader(Images(21), [.. Enumerable.Range(0, 21)], options);

        AssertSame(expected, Read(resumed, 2));
    }

    [Fact]
    public void Epoch_AnotherSeed_IsAnotherOrder()
    {
        using var first = new BatchLoader(Images(30), [.. Enumerable.Range(0, 30)], Training(4) with { Seed = 1 });
        using var second = new BatchLoader(Images(30), [.. Enumerable.Range(0, 30)], Training(4) with { Seed = 2 });

        Assert.NotEqual(LabelsOf(first, 0), LabelsOf(second, 0));
    }

    [Fact]
    public void Epoch_Flip_MirrorsAboutHalfOfTheImagesExactly()
    {
        var options = Training(10) with { Flip = true, Seed = 3 };
        using var loader = new BatchLoader(Images(200), [.. Enumerable.Range(0, 200)], options);
        var mirrored = 0;

        foreach (var (label, pixels) in ImagesOf(loader))
        {
            var plain = Expected(label, 0, 0, mirror: false);
            mirrored += pixels.SequenceEqual(plain) ? 0 : 1;
            Assert.True(pixels.SequenceEqual(plain) || pixels.SequenceEqual(Expected(label, 0, 0, mirror: true)));
        }

        Assert.InRange(mirrored, 70, 130);
    }

    [Fact]
    public void Epoch_Crop_MovesWithinThePaddingAndFillsWithTheMean()
    {
        using var loader = new BatchLoader(Images(200), [.. Enumerable.Range(0, 200)], Training(10) with { Crop = 1 });
        var moves = new HashSet<(int, int)>();

        foreach (var (label, pixels) in ImagesOf(loader))
        {
            var move = AllMoves(1).Single(m => pixels.SequenceEqual(Expected(label, m.Down, m.Right, mirror: false)));
            moves.Add(move);
        }

        Assert.Equal(9, moves.Count);
    }

    [Fact]
    public void Copy_MovedAndMirrored_IsMovedFirst()
    {
        var target = new float[9];

        new ImageNormalizer(Images(1), Plain).Copy(0, new Augmentation(1, -1, true), target);

        Assert.Equal([0, 0, 0, 0, 3, 2, 0, 6, 5], target.Select(value => MathF.Round(value)));
    }

    [Fact]
    public void Copy_MovedOutOfTheImage_IsAllMean()
    {
        var normalizer = new ImageNormalizer(Images(1), Plain);
        foreach (var (down, right) in new[] { (0, 5), (0, -5), (4, 0), (-4, 0) })
        {
            var target = Enumerable.Repeat(9f, 9).ToArray();
            normalizer.Copy(0, new Augmentation(down, right, Mirrored: true), target);
            Assert.All(target, value => Assert.Equal(0f, value));
        }
    }

    [Fact]
    public void Epoch_EvaluationWithFlipAndCrop_ChangesNothing()
    {
        var options = Options(10) with { Flip = true, Crop = 2 };
        using var loader = new BatchLoader(Images(20), [.. Enumerable.Range(0, 20)], options);

        Assert.All(ImagesOf(loader), image => Assert.Equal(Expected(image.Label, 0, 0, mirror: false), image.Pixels));
    }

    [Fact]
    public void Epoch_DisposedBatches_AreFilledAgain()
    {
        using var loader = new BatchLoader(Images(100), [.. Enumerable.Range(0, 100)], Options(2));
        var arrays = new HashSet<float[]>();

        foreach (var batch in loader.Epoch(0))
        {
            arrays.Add(batch.Pixels);
            batch.Dispose();
            batch.Dispose();
        }

        // Those in the queue, one being filled, one being used.
        Assert.InRange(arrays.Count, 1, 5);
    }

    [Fact]
    public void Epoch_BatchKept_IsNotOverwritten()
    {
        using var loader = new BatchLoader(Images(100), [.. Enumerable.Range(0, 100)], Options(2));

        var kept = loader.Epoch(0).ToList();

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), kept.SelectMany(batch => batch.Labels));
        Assert.Equal(50, kept.Select(batch => batch.Pixels).Distinct().Count());
    }

    [Fact]
    public void Epoch_LeftEarly_EndsItsThread()
    {
        using var loader = new BatchLoader(Images(100), [.. Enumerable.Range(0, 100)], Options(2));
        for (var i = 0; i < 50; i++)
        {
            foreach (var batch in loader.Epoch(i))
            {
                batch.Dispose();
                break;
            }
        }

        // Leaving an enumeration waits for its thread, so the loader is as good as new.
        Assert.Equal(50, Read(loader, 0).Count);
    }

    [Fact]
    public void Run_LeftEarly_EndsTheSourceBeforeItReturns()
    {
        var ended = false;

        foreach (var batch in BatchQueue.Run(Endless(() => ended = true), 2, CancellationToken.None))
        {
            batch.Dispose();
            break;
        }

        Assert.True(ended);
    }

    [Fact]
    public void Epoch_FaultOnTheThread_ComesOutAfterTheBatchesBeforeIt()
    {
        using var loader = new BatchLoader(Images(4), [0, 1, 2, 99], Options(2));
        var batches = 0;

        Assert.ThrowsAny<SystemException>(() =>
        {
            foreach (var batch in loader.Epoch(0))
            {
                batches++;
                batch.Dispose();
            }
        });
        Assert.Equal(1, batches);
    }

    [Fact]
    public void Dispose_DuringAnEpoch_EndsItWithAnException()
    {
        var loader = new BatchLoader(Images(100), [.. Enumerable.Range(0, 100)], Options(2));
        using var epoch = loader.Epoch(0).GetEnumerator();
        Assert.True(epoch.MoveNext());

        loader.Dispose();
        loader.Dispose();

        Assert.Throws<ObjectDisposedException>(() =>
        {
            while (epoch.MoveNext()) { }
        });
        Assert.Throws<ObjectDisposedException>(() => loader.Epoch(1));
    }

    private static IEnumerable<Batch> Endless(Action ended)
    {
        try
        {
            while (true)
            {
                yield return new Batch([], [], giveBack: null);
            }
        }
        finally
        {
            ended();
        }
    }

    // Image i has label i and the pixels i + 1 … i + 9, of 3 × 3.
    private static ImageSet Images(int count) =>
        new(
            [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Range(i + 1, 9)).Select(pixel => (byte)pixel)],
            [.. Enumerable.Range(0, count)],
            channels: 1,
            height: 3,
            width: 3,
            classes: count
        );

    private static float[] Expected(long label, int down, int right, bool mirror)
    {
        var pixels = new float[9];
        for (var i = 0; i < 9; i++)
        {
            var (y, x) = Math.DivRem(i, 3);
            var (fromY, fromX) = (y - down, (mirror ? 2 - x : x) - right);
            var inside = fromY is >= 0 and < 3 && fromX is >= 0 and < 3;
            pixels[i] = inside ? label + 1 + fromY * 3 + fromX : 0;
        }

        return pixels;
    }

    private static IEnumerable<(int Down, int Right)> AllMoves(int crop) =>
        from down in Enumerable.Range(-crop, 2 * crop + 1)
        from right in Enumerable.Range(-crop, 2 * crop + 1)
        select (down, right);

    private static LoaderOptions Options(int batchSize) => new() { BatchSize = batchSize, Statistics = Plain };

    private static LoaderOptions Training(int batchSize) => Options(batchSize) with { Training = true };

    private static List<(float[] Pixels, long[] Labels)> Read(BatchLoader loader, int epoch)
    {
        var batches = new List<(float[], long[])>();
        foreach (var batch in loader.Epoch(epoch))
        {
            using (batch)
            {
                Assert.Equal(batch.Count, batch.Labels.Length);
                batches.Add(([.. batch.Pixels], [.. batch.Labels]));
            }
        }

        return batches;
    }

    private static List<long> LabelsOf(BatchLoader loader, int epoch) =>
        [.. Read(loader, epoch).SelectMany(batch => batch.Labels)];

    private static List<(long Label, float[] Pixels)> ImagesOf(BatchLoader loader) =>
        [.. Read(loader, 0).SelectMany(batch => batch.Labels.Zip(batch.Pixels.Select(p => MathF.Round(p)).Chunk(9)))];

    private static void AssertSame(
        List<(float[] Pixels, long[] Labels)> expected,
        List<(float[] Pixels, long[] Labels)> actual
    )
    {
        Assert.Equal(expected.Select(batch => batch.Labels), actual.Select(batch => batch.Labels));
        Assert.Equal(expected.Select(batch => batch.Pixels), actual.Select(batch => batch.Pixels));
    }
}
