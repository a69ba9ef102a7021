namespace NasCluster.Trainer.Data.Shapes;

/// <summary>The texture of a background: light that rises and falls along one direction.</summary>
/// <param name="Across">Change of phase from a pixel to the one on its right.</param>
/// <param name="Down">Change of phase from a pixel to the one below.</param>
/// <param name="Strength">Grey levels, up and down.</param>
internal readonly record struct Stripes(double Across, double Down, double Strength)
{
    /// <summary>Two to six stripes along the image's side, in any direction.</summary>
    public static Stripes Draw(int side, Random random)
    {
        var direction = random.NextDouble() * Math.Tau;
        var pace = (2 + 4 * random.NextDouble()) * Math.Tau / side;
        return new(pace * Math.Cos(direction), pace * Math.Sin(direction), 10 + 20 * random.NextDouble());
    }

    public double At(int x, int y) => Strength * Math.Sin(Across * x + Down * y);
}
