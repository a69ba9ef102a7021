using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Domain.Zoo;

namespace NasCluster.Cli.Commands;

/// <summary>What may be chosen of a network by name.</summary>
internal sealed class ZooOptions
{
    private readonly Option<string?> _resolution = new("--resolution")
    {
        Description = "Image side in pixels, or HEIGHTxWIDTH.",
    };

    private readonly Option<int?> _classes = new("--classes") { Description = "Number of classes." };
    private readonly Option<int> _channels = new("--channels")
    {
        Description = "Image channels.",
        DefaultValueFactory = _ => 3,
    };

    private readonly Option<double?> _width = new("--width") { Description = "Multiplier of channel counts." };
    private readonly Option<double?> _depth = new("--depth") { Description = "Multiplier of block counts." };

    public void AddTo(Command command)
    {
        command.Add(_resolution);
        command.Add(_classes);
        command.Add(_channels);
        command.Add(_width);
        command.Add(_depth);
    }

    public ZooRequest Read(ParseResult parsed)
    {
        var (height, width) = Sides(parsed.GetValue(_resolution));
        return new()
        {
            Height = height,
            Width = width,
            Classes = parsed.GetValue(_classes),
            Channels = parsed.GetValue(_channels),
            WidthMultiplier = parsed.GetValue(_width),
            DepthMultiplier = parsed.GetValue(_depth),
        };
    }

    private static (int? Height, int? Width) Sides(string? text)
    {
        if (text is null)
        {
            return (null, null);
        }

        var sides = text.Split('x');
        if (sides.Length <= 2 && Array.TrueForAll(sides, side => Side(side) is not null))
        {
            return (Side(sides[0]), Side(sides[^1]));
        }

        throw new CommandException(
            ExitCode.BadInput,
            $"--resolution is '{text}': allowed is a side such as 224, or HEIGHTxWIDTH such as 512x1024, of 1 to 8192 pixels."
        );
    }

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is >= 1 and <= 8192
            ? side
            : null;
}
