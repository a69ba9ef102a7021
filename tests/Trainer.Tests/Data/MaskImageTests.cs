using NasCluster.Trainer.Data.Formats;

namespace NasCluster.Trainer.Tests.Data;

/// <summary>Masks are read as they are stored: a palette's colours do not count.</summary>
public sealed class MaskImageTests
{
    private const byte Grey = 0;
    private const byte Palette = 3;

    [Theory]
    [InlineData(Grey)]
    [InlineData(Palette)]
    public void Decode_EightBits_AreTheIndices(byte colour)
    {
        var mask = MaskImage.Decode("m.png", PngBytes.Of(3, 2, colour, [0, 0, 1, 2, 0, 255, 3, 0]));

        Assert.Equal((3, 2), (mask.Width, mask.Height));
        Assert.Equal([0, 1, 2, 255, 3, 0], mask.Labels);
        Assert.Equal(3, mask.Largest);
    }

    [Theory]
    [InlineData(1, new byte[] { 0, 0b1010_0000, 0, 0b0110_0000 }, new byte[] { 1, 0, 1, 0, 1, 1 })]
    [InlineData(2, new byte[] { 0, 0b0001_1000, 0, 0b1100_0100 }, new byte[] { 0, 1, 2, 3, 0, 1 })]
    [InlineData(4, new byte[] { 0, 0x1f, 0x20, 0, 0x05, 0x90 }, new byte[] { 1, 15, 2, 0, 5, 9 })]
    public void Decode_FewerBits_AreUnpackedAndNotScaled(byte depth, byte[] rows, byte[] labels)
    {
        var mask = MaskImage.Decode("m.png", PngBytes.Of(3, 2, Palette, rows, depth));

        Assert.Equal(labels, mask.Labels);
    }

    [Theory]
    [InlineData(1, new byte[] { 1, 1, 1 }, new byte[] { 1, 2, 3 })]
    [InlineData(2, new byte[] { 1, 1, 1 }, new byte[] { 11, 21, 31 })]
    [InlineData(3, new byte[] { 1, 1, 1 }, new byte[] { 6, 14, 23 })]
    [InlineData(4, new byte[] { 1, 1, 1 }, new byte[] { 11, 21, 31 })]
    public void Decode_FilteredRow_IsUnfiltered(byte filter, byte[] row, byte[] labels)
    {
        var mask = MaskImage.Decode("m.png", PngBytes.Of(3, 2, Grey, [0, 10, 20, 30, filter, .. row]));

        Assert.Equal(labels, mask.Labels[3..]);
    }

    [Theory]
    [InlineData(2, 8, 0, "colour type 2 with 8 bits")]
    [InlineData(0, 16, 0, "colour type 0 with 16 bits")]
    [InlineData(4, 8, 0, "colour type 4 with 8 bits")]
    [InlineData(3, 8, 1, "with 8 bits, interlaced")]
    public void Decode_NoIndices_SaysWhatItIs(byte colour, byte depth, byte interlace, string message) =>
        Faults.AssertFault(
            "data.image",
            message,
            () => MaskImage.Decode("m.png", PngBytes.Of(2, 1, colour, new byte[20], depth, interlace))
        );

    [Fact]
    public void Decode_UnknownFilter_IsAnImageFault() =>
        Faults.AssertFault(
            "data.image",
            "a row with filter 5",
            () => MaskImage.Decode("m.png", PngBytes.Of(2, 1, Grey, [5, 0, 0]))
        );

    [Fact]
    public void Decode_EveryCutOffFile_IsAnImageFault()
    {
        var png = PngBytes.Of(9, 9, (x, y) => [(byte)(x * y)]);
        for (var length = 1; length < png.Length; length++)
        {
            var cut = png[..length];
            Faults.AssertFault("data.image", "m.png", () => MaskImage.Decode("m.png", cut));
        }
    }

    [Fact]
    public void Decode_FewerPixelsThanTheHeaderSays_IsAnImageFault() =>
        Faults.AssertFault(
            "data.image",
            "has 3 bytes of pixels; expected 6",
            () => MaskImage.Decode("m.png", PngBytes.Of(2, 2, Grey, [0, 1, 1]))
        );

    [Fact]
    public void CopyTo_OblongMask_TakesTheNearestPixelsOfItsMiddle()
    {
        var mask = new MaskImage(6, 4, [.. Enumerable.Range(0, 24).Select(i => (byte)i)]);
        var target = new byte[4];

        mask.CopyTo(target, 2);

        Assert.Equal([8, 10, 20, 22], target);
    }
}
