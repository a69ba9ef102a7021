using System.Buffers.Binary;
using NasCluster.Domain.Experiments;
using NasCluster.Trainer.Data.Formats;

namespace NasCluster.Trainer.Tests.Data;

public sealed class IdxFileTests
{
    [Fact]
    public void Parse_PlainFile_GivesDimensionsAndData()
    {
        var file = IdxFile.Parse("x", IdxBytes.Of([2, 1, 3], [1, 2, 3, 4, 5, 6]), rank: 3);

        Assert.Equal([2, 1, 3], file.Dimensions);
        Assert.Equal([1, 2, 3, 4, 5, 6], file.Data);
    }

    [Fact]
    public void Parse_GzippedFile_GivesTheSame()
    {
        var plain = IdxBytes.Images(50, 9);

        var file = IdxFile.Parse("x.gz", IdxBytes.Gzip(plain), rank: 3);

        Assert.Equal(plain[16..], file.Data);
    }

    [Fact]
    public void Parse_MoreThanHalfACompressionLimit_IsRead()
    {
        var zeros = IdxBytes.Of([1000, 100, 100], new byte[10_000_000]);

        Assert.Equal(10_000_000, IdxFile.Parse("x.gz", IdxBytes.Gzip(zeros), rank: 3).Data.Length);
    }

    [Theory]
    [InlineData(0x801)]
    [InlineData(0x903)]
    [InlineData(0x03080000)]
    public void Parse_WrongMagic_IsAHeaderFault(int magic)
    {
        var bytes = IdxBytes.Images(1, 2);
        BinaryPrimitives.WriteInt32BigEndian(bytes, magic);

        Faults.AssertFault("data.header", "expected 0x00000803", () => IdxFile.Parse("x", bytes, rank: 3));
    }

    [Theory]
    [InlineData(new[] { -1, 2, 2 }, "data.header")]
    [InlineData(new[] { 1, 2, int.MinValue }, "data.header")]
    [InlineData(new[] { 0, 2, 2 }, "data.empty")]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue }, "data.header")]
    [InlineData(new[] { 65536, 65536, 1 }, "data.header")]
    [InlineData(new[] { 1 << 16, 1 << 16, 1 << 16 }, "data.header")]
    public void Parse_ImpossibleDimensions_AreRefused(int[] dimensions, string code) =>
        Faults.AssertFault(code, "x", () => IdxFile.Parse("x", IdxBytes.Of(dimensions, new byte[4]), rank: 3));

    [Fact]
    public void Parse_EachTruncation_IsAHeaderFault()
    {
        var bytes = IdxBytes.Images(2, 3);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Faults.AssertFault("data.header", "x", () => IdxFile.Parse("x", cut, rank: 3));
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("x.gz")]
    public void Parse_OneByteMoreThanTheHeaderSays_IsAHeaderFault(string name)
    {
        byte[] bytes = [.. IdxBytes.Images(2, 3), 0];

        Faults.AssertFault(
            "data.header",
            "longer",
            () => IdxFile.Parse(name, name == "x" ? bytes : IdxBytes.Gzip(bytes), rank: 3)
        );
    }

    [Fact]
    public void Parse_GzipThatIsCut_IsAHeaderFault()
    {
        var bytes = IdxBytes.Gzip(IdxBytes.Images(20, 9));
        for (var length = 1; length < bytes.Length / 2; length += 7)
        {
            var cut = bytes[..length];
            Faults.AssertFault("data.header", "x.gz", () => IdxFile.Parse("x.gz", cut, rank: 3));
        }
    }

    [Fact]
    public void Parse_SmallGzipClaimingGigabytes_TakesNoMemory()
    {
        var bytes = IdxBytes.Gzip(IdxBytes.Of([1000, 1000, 1000], new byte[10]));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Faults.AssertFault("data.header", "can hold", () => IdxFile.Parse("x.gz", bytes, rank: 3));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("x", 1)]
    [InlineData("x.gz", 2)]
    public void Parse_RandomMutations_AreReadOrRefused(string name, int seed)
    {
        var plain = IdxBytes.Images(5, 6);
        var whole = name == "x" ? plain : IdxBytes.Gzip(plain);
        var random = new Random(seed);
        var refused = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 300; i++)
        {
            var bytes = Mutated(whole, random);
            try
            {
                var file = IdxFile.Parse(name, bytes, rank: 3);
                Assert.Equal(file.Data.Length, file.Dimensions.Aggregate(1, (product, size) => product * size));
            }
            catch (DatasetException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 50, 300);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300 * 500_000L);
    }

    private static byte[] Mutated(byte[] whole, Random random)
    {
        var bytes = (byte[])whole.Clone();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            // Half of the changes hit the front, where the header is.
            var at = random.Next(random.Next(2) == 0 ? 20 : bytes.Length);
            bytes[at] = (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
