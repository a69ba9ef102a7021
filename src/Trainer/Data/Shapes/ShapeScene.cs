namespace NasCluster.Trainer.Data.Shapes;

/// <summary>
/// One made-up image and its exact mask: two to four circles, squares and triangles, later ones over earlier ones, before a
/// striped background. A class has a colour of its own, but each shape strays from it and every pixel has noise: a pixel
/// alone does not tell its class.
/// </summary>
/// <param name="Side">Pixels.</param>
/// <param name="Pixels">side · side · 3 bytes, red, green and blue of a pixel side by side.</param>
/// <param name="Mask">side · side class numbers.</param>
internal sealed record ShapeScene(int Side, byte[] Pixels, byte[] Mask)
{
    private const int Noise = 35;
    private const int Stray = 25;

    private static readonly int[][] Colours =
    [
        [100, 100, 100],
        [180, 90, 80],
        [80, 170, 90],
        [85, 95, 185],
    ];

    public static string[] ClassNames { get; } = ["background", "circle", "square", "triangle"];

    /// <summary>Colours that the masks are shown in, three bytes per class.</summary>
    public static byte[] Palette { get; } = [0, 0, 0, 220, 60, 60, 60, 200, 60, 70, 90, 230];

    public static ShapeScene Draw(int side, Random random)
    {
        var scene = new ShapeScene(side, new byte[side * side * 3], new byte[side * side]);
        var shapes = Enumerable.Range(0, 2 + random.Next(3)).Select(_ => Shape.Draw(side, random)).ToList();
        var stripes = Stripes.Draw(side, random);
        var background = Strayed(0, random);
        var fills = shapes.ConvertAll(shape => Strayed(shape.Class, random));
        for (var i = 0; i < scene.Mask.Length; i++)
        {
            var (y, x) = Math.DivRem(i, side);
            var top = shapes.FindLastIndex(shape => shape.Covers(x, y));
            scene.Mask[i] = top < 0 ? (byte)0 : shapes[top].Class;
            scene.Paint(i, top < 0 ? background : fills[top], top < 0 ? stripes.At(x, y) : 0, random);
        }

        return scene;
    }

    private void Paint(int pixel, int[] colour, double light, Random random)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            var value = colour[channel] + light + random.Next(2 * Noise + 1) - Noise;
            Pixels[pixel * 3 + channel] = (byte)Math.Clamp(value, 0, 255);
        }
    }

    private static int[] Strayed(int label, Random random) =>
        Array.ConvertAll(Colours[label], value => value + random.Next(2 * Stray + 1) - Stray);
}
