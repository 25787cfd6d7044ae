// SPDX-License-Identifier: GPL-2.0-or-later
import java.awt.BorderLayout;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTree;
import javax.swing.SwingUtilities;

/** A text, a tree and a button. */
public class Swing {
    public static void main(String[] arguments) {
        SwingUtilities.invokeLater(() -> {
            JFrame frame = new JFrame("Swing");
            frame.setDefaultCloseOperation(JFrame.EXIT_ON_CLOSE);
            JTextArea text = new JTextArea("Dear reader,\n");
            text.getCaret().setBlinkRate(0);
            frame.add(new JScrollPane(text), BorderLayout.CENTER);
            frame.add(new JScrollPane(new JTree()), BorderLayout.WEST);
            frame.add(new JButton("Press"), BorderLayout.SOUTH);
            frame.setSize(480, 320);
            frame.setVisible(true);
            text.requestFocusInWindow();
        });
    }
}
