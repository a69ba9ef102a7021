using System.Security.Cryptography;

namespace NasCluster.Client.Tests;

/// <summary>A file of the cluster, read in pieces.</summary>
public sealed class PieceStreamTests
{
    private static readonly byte[] File = [.. Enumerable.Range(0, 1000).Select(number => (byte)(number % 251))];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(2000)]
    public async Task Copy_InPiecesOfAnySize_GivesTheFile(int piece)
    {
        await using var stream = await OpenAsync(piece);
        using var copy = new MemoryStream();
        await stream!.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(File, copy.ToArray());
        Assert.Equal(File.Length, stream.Position);
    }

    [Fact]
    public async Task Copy_ContentOfAnotherHash_Throws()
    {
        await using var stream = await OpenAsync(100, sha256: new string('0', 64));
        var e = await Assert.ThrowsAsync<InvalidDataException>(() =>
            stream!.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken)
        );
        Assert.Contains("thing", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FirstPieceNotThere_GivesNull() => Assert.Null(await OpenAsync(100, until: 0));

    [Fact]
    public async Task Copy_FileGoneInTheMiddle_Throws()
    {
        await using var stream = await OpenAsync(100, until: 500);
        await Assert.ThrowsAsync<IOException>(() =>
            stream!.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken)
        );
    }

    private static Task<PieceStream?> OpenAsync(int piece, string? sha256 = null, int until = int.MaxValue) =>
        PieceStream.OpenAsync(
            "thing",
            File.Length,
            sha256 ?? Convert.ToHexStringLower(SHA256.HashData(File)),
            (offset, count, _) =>
                Task.FromResult(
                    offset >= until
                        ? null
                        : File.AsSpan((int)offset, Math.Min(Math.Min(piece, count), File.Length - (int)offset))
                            .ToArray()
                ),
            TestContext.Current.CancellationToken
        );
}
