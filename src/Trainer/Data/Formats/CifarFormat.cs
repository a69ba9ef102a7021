using System.IO.Enumeration;

namespace NasCluster.Trainer.Data.Formats;

/// <summary>The binary format of CIFAR: records of one or two label bytes and a planar 32 × 32 RGB image.</summary>
/// <param name="name">"cifar-10" or "cifar-100".</param>
/// <param name="trainPattern">Names of the training files, read in ordinal order.</param>
/// <param name="testFile">Name of the test file.</param>
/// <param name="labelBytes">The last one before the image is the label that counts (CIFAR-100: coarse, then fine).</param>
/// <param name="classes">Number of classes.</param>
internal sealed class CifarFormat(string name, string trainPattern, string testFile, int labelBytes, int classes)
    : IDatasetFormat
{
    private const int Side = 32;
    private const int Channels = 3;
    private const int ImageBytes = Channels * Side * Side;

    public string Name => name;

    private int RecordBytes => labelBytes + ImageBytes;

    public bool Matches(DatasetFolder folder) =>
        folder
            .Entries()
            .Any(entry =>
                entry == testFile || FileSystemName.MatchesSimpleExpression(trainPattern, entry, ignoreCase: false)
            );

    public LoadedDataset Read(DatasetFolder folder)
    {
        var trainFiles = folder
            .Entries()
            .Where(entry => FileSystemName.MatchesSimpleExpression(trainPattern, entry, ignoreCase: false));
        var train = ReadSplit(folder, [.. trainFiles], trainPattern);
        LabelCheck.SeveralClasses(Path.Combine(folder.FullPath, trainPattern), train.Labels);
        return new LoadedDataset(train, ReadSplit(folder, [testFile], testFile));
    }

    private ImageSet ReadSplit(DatasetFolder folder, string[] files, string expected)
    {
        if (files.Length == 0)
        {
            throw DatasetFault.Missing(folder.FullPath, $"has no training files; expected {expected}");
        }

        var parts = Array.ConvertAll(files, file => ReadFile(folder, file));
        var count = parts.Sum(part => (long)part.Length / RecordBytes);
        if (count * ImageBytes > Array.MaxLength)
        {
            throw DatasetFault.Header(
                folder.FullPath,
                $"{expected} holds {count} images; expected at most {Array.MaxLength / ImageBytes}"
            );
        }

        return Unpack(parts, (int)count);
    }

    private byte[] ReadFile(DatasetFolder folder, string file)
    {
        var place = Path.Combine(folder.FullPath, file);
        var bytes = folder.Read(file);
        if (bytes.Length % RecordBytes != 0)
        {
            throw DatasetFault.Header(place, $"has {bytes.Length} bytes; expected whole records of {RecordBytes}");
        }

        var labels = new int[bytes.Length / RecordBytes];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = Label(bytes, i);
        }

        LabelCheck.InRange(place, labels, classes);
        return bytes;
    }

    private ImageSet Unpack(byte[][] parts, int count)
    {
        var pixels = new byte[count * ImageBytes];
        var labels = new int[count];
        var next = 0;
        foreach (var part in parts)
        {
            for (var i = 0; i < part.Length / RecordBytes; i++, next++)
            {
                labels[next] = Label(part, i);
                part.AsSpan(i * RecordBytes + labelBytes, ImageBytes).CopyTo(pixels.AsSpan(next * ImageBytes));
            }
        }

        return new ImageSet(pixels, labels, Channels, Side, Side, classes);
    }

    private int Label(byte[] bytes, int record) => bytes[record * RecordBytes + labelBytes - 1];
}
